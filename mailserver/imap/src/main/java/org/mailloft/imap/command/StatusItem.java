package org.mailloft.imap.command;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.mailloft.imap.ImapSession;
import org.mailloft.imap.Responder;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.MailboxStatus;

/** What STATUS can tell, in the order it is told. */
enum StatusItem {
    MESSAGES,
    RECENT,
    UIDNEXT,
    UIDVALIDITY,
    UNSEEN,
    HIGHESTMODSEQ,
    SIZE,
    X_SIZE,
    X_GUID;

    /** {@code status-att}, in any case. */
    static Optional<StatusItem> named(String name) {
        return Arrays.stream(values())
                .filter(item -> item.wireName().equalsIgnoreCase(name))
                .findFirst();
    }

    String wireName() {
        return name().replace('_', '-');
    }

    /** The untagged reply of STATUS, and of LIST with RETURN (STATUS). */
    static void write(ImapSession session, MailboxName mailbox, List<StatusItem> items, Responder out) {
        if (items.contains(HIGHESTMODSEQ)) {
            session.enableCondstore();
        }
        MailboxStatus status = session.store().status(mailbox);
        var line = out.untagged("STATUS").mailbox(mailbox).open();
        for (var item : EnumSet.copyOf(items)) {
            line.atom(item.wireName());
            switch (item) {
                case MESSAGES -> line.number(status.messages());
                case RECENT -> line.number(status.recent());
                case UIDNEXT -> line.number(status.uidNext());
                case UIDVALIDITY -> line.number(status.uidValidity());
                case UNSEEN -> line.number(status.unseen());
                case HIGHESTMODSEQ -> line.number(status.highestModSeq());
                case SIZE, X_SIZE -> line.number(status.size());
                case X_GUID -> line.atom(status.guid());
            }
        }
        line.close().crlf();
    }
}
