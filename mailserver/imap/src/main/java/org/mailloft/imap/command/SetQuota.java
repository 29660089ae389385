package org.mailloft.imap.command;

import org.mailloft.imap.Command;
import org.mailloft.imap.ImapSession;
import org.mailloft.imap.Responder;
import org.mailloft.imap.wire.ImapReader;

/** SETQUOTA: refused, limits come from the configuration and the user database. RFC 9208 section 4.1.3. */
record SetQuota() implements Command {

    /** {@code setquota = "SETQUOTA" SP quota-root-name SP "(" [resource SP limit *(SP resource SP limit)] ")"} */
    static SetQuota parse(ImapReader in) {
        in.sp().astring();
        in.sp().list(in::atom);
        in.crlf();
        return new SetQuota();
    }

    @Override
    public void run(ImapSession session, Responder out) {
        out.no("Quota can be changed only by admin.");
    }
}
