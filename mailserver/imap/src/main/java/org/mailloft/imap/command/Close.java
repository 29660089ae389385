package org.mailloft.imap.command;

import org.mailloft.imap.Command;
import org.mailloft.imap.ImapSession;
import org.mailloft.imap.Responder;
import org.mailloft.imap.wire.ImapReader;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.UidSet;

/**
 * CLOSE and UNSELECT: leave the mailbox. RFC 3501 section 6.4.2 and RFC 3691.
 *
 * @param expunging whether messages with {@code \Deleted} go, without a word
 */
record Close(boolean expunging) implements Command {

    static Close parse(ImapReader in) {
        in.crlf();
        return new Close(true);
    }

    static Close parseUnselect(ImapReader in) {
        in.crlf();
        return new Close(false);
    }

    @Override
    public void run(ImapSession session, Responder out) {
        if (expunging && !session.selected().isReadOnly()) {
            expunge(session);
        }
        session.unselect();
        out.ok(expunging ? "Close completed." : "Unselect completed.");
    }

    /** Leaving succeeds also where nothing may be expunged (RFC 4314 section 4) or nothing is left to be. */
    private static void expunge(ImapSession session) {
        try {
            session.statistics()
                    .expunged(session.selected()
                            .mailbox()
                            .expunge(UidSet.ALL, true)
                            .count());
        } catch (MailFailure failure) {
            if (failure.reason() != MailFailure.Reason.NOT_FOUND
                    && failure.reason() != MailFailure.Reason.NO_PERMISSION) {
                throw failure;
            }
        }
    }
}
