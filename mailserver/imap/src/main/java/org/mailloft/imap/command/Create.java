package org.mailloft.imap.command;

import org.mailloft.imap.Command;
import org.mailloft.imap.ImapSession;
import org.mailloft.imap.Responder;
import org.mailloft.imap.ResponseCode;
import org.mailloft.imap.wire.ImapReader;
import org.mailloft.storage.MailboxName;

/** CREATE a mailbox. RFC 3501 section 6.3.3. */
record Create(MailboxName mailbox) implements Command {

    /** {@code create = "CREATE" SP mailbox}; a separator at the end only announces children, which all may have here. */
    static Create parse(ImapReader in) {
        var mailbox = in.sp().newMailbox();
        in.crlf();
        return new Create(mailbox);
    }

    @Override
    public ResponseCode missingMailbox() {
        return ResponseCode.NONEXISTENT;
    }

    @Override
    public void run(ImapSession session, Responder out) {
        session.store().create(mailbox);
        out.ok("Create completed.");
    }
}
