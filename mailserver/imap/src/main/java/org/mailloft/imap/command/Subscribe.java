package org.mailloft.imap.command;

import org.mailloft.imap.Command;
import org.mailloft.imap.ImapSession;
import org.mailloft.imap.Responder;
import org.mailloft.imap.wire.ImapReader;
import org.mailloft.storage.MailboxName;

/**
 * SUBSCRIBE and UNSUBSCRIBE. RFC 3501 sections 6.3.6 and 6.3.7.
 *
 * @param wanted false for UNSUBSCRIBE
 */
record Subscribe(MailboxName mailbox, boolean wanted) implements Command {

    /** {@code subscribe = "SUBSCRIBE" SP mailbox} */
    static Subscribe parse(ImapReader in) {
        return parse(in, true);
    }

    static Subscribe parseUnsubscribe(ImapReader in) {
        return parse(in, false);
    }

    private static Subscribe parse(ImapReader in, boolean wanted) {
        var mailbox = in.sp().mailbox();
        in.crlf();
        return new Subscribe(mailbox, wanted);
    }

    @Override
    public void run(ImapSession session, Responder out) {
        if (wanted) {
            session.store().subscribe(mailbox);
            out.ok("Subscribe completed.");
        } else {
            session.store().unsubscribe(mailbox);
            out.ok("Unsubscribe completed.");
        }
    }
}
