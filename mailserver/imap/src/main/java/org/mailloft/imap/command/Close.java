package org.mailloft.imap.command;

import org.mailloft.imap.Command;
import org.mailloft.imap.ImapSession;
import org.mailloft.imap.Responder;
import org.mailloft.imap.wire.ImapReader;
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
        var selected = session.selected();
        if (expunging && !selected.isReadOnly()) {
            session.statistics()
                    .expunged(selected.mailbox().expunge(UidSet.ALL, true).count());
        }
        session.unselect();
        out.ok(expunging ? "Close completed." : "Unselect completed.");
    }
}
