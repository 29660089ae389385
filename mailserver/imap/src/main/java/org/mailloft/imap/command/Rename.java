package org.mailloft.imap.command;

import org.mailloft.imap.Command;
import org.mailloft.imap.ImapSession;
import org.mailloft.imap.Responder;
import org.mailloft.imap.ResponseCode;
import org.mailloft.imap.wire.ImapReader;
import org.mailloft.storage.MailboxName;

/** RENAME a mailbox and all below it. RFC 3501 section 6.3.5. */
record Rename(MailboxName from, MailboxName to) implements Command {

    /** {@code rename = "RENAME" SP mailbox SP mailbox} */
    static Rename parse(ImapReader in) {
        var from = in.sp().mailbox();
        var to = in.sp().newMailbox();
        in.crlf();
        return new Rename(from, to);
    }

    @Override
    public ResponseCode missingMailbox() {
        return ResponseCode.NONEXISTENT;
    }

    @Override
    public void run(ImapSession session, Responder out) {
        session.store().rename(from, to);
        out.ok("Rename completed.");
    }
}
