package org.mailloft.imap.command;

import org.mailloft.imap.Command;
import org.mailloft.imap.ImapSession;
import org.mailloft.imap.Responder;
import org.mailloft.imap.ResponseCode;
import org.mailloft.imap.wire.ImapReader;
import org.mailloft.storage.MailboxName;

/** DELETE a mailbox with its messages. RFC 3501 section 6.3.4. Who has it selected is disconnected. */
record Delete(MailboxName mailbox) implements Command {

    /** {@code delete = "DELETE" SP mailbox} */
    static Delete parse(ImapReader in) {
        var mailbox = in.sp().mailbox();
        in.crlf();
        return new Delete(mailbox);
    }

    @Override
    public ResponseCode missingMailbox() {
        return ResponseCode.NONEXISTENT;
    }

    @Override
    public void run(ImapSession session, Responder out) {
        session.store().delete(mailbox);
        out.okWithoutUpdates("Delete completed.");
        if (session.selected() != null) {
            session.selected().refresh();
        }
    }
}
