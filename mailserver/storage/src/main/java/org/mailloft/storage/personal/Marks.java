package org.mailloft.storage.personal;

import java.util.ArrayList;
import java.util.List;
import org.mailloft.storage.MailboxView;
import org.mailloft.storage.UidSet;

/**
 * What one reader has said about the messages of a mailbox, for himself. Immutable. UIDs may be of messages that are
 * gone: they are never given again.
 *
 * @param seen messages he has read
 * @param unseen messages he has marked as unread, whatever the mailbox says
 * @param keywords names of his keywords; only ever added to
 * @param sets messages with each of them
 * @param modSeqs when he said so
 */
record Marks(UidSet seen, UidSet unseen, List<String> keywords, List<UidSet> sets, ModSeqs modSeqs) {

    static final String SEEN = "\\Seen";

    static final Marks NONE = new Marks(UidSet.EMPTY, UidSet.EMPTY, List.of(), List.of(), ModSeqs.NONE);

    /**
     * A thing said about messages.
     *
     * @param flag {@link #SEEN} or a keyword
     * @param set whether they have it now
     */
    record Mark(String flag, boolean set, UidSet uids) {}

    int keyword(String name) {
        for (int n = 0; n < keywords.size(); n++) {
            if (keywords.get(n).equalsIgnoreCase(name)) {
                return n;
            }
        }
        return -1;
    }

    /** Bits of his keywords on a message, as in {@link MailboxView#flagBits}. */
    long keywordBits(long uid) {
        long bits = 0;
        for (int n = 0; n < sets.size(); n++) {
            bits |= sets.get(n).contains(uid) ? 1L << MailboxView.FIRST_KEYWORD_BIT + n : 0;
        }
        return bits;
    }

    Marks with(Mark mark) {
        if (mark.flag.equals(SEEN)) {
            return mark.set
                    ? new Marks(seen.plus(mark.uids), unseen.minus(mark.uids), keywords, sets, modSeqs)
                    : new Marks(seen.minus(mark.uids), unseen.plus(mark.uids), keywords, sets, modSeqs);
        }
        var names = new ArrayList<>(keywords);
        var marked = new ArrayList<>(sets);
        int n = keyword(mark.flag);
        if (n < 0) {
            n = names.size();
            names.add(mark.flag);
            marked.add(UidSet.EMPTY);
        }
        marked.set(n, mark.set ? marked.get(n).plus(mark.uids) : marked.get(n).minus(mark.uids));
        return new Marks(seen, unseen, List.copyOf(names), List.copyOf(marked), modSeqs);
    }

    Marks counting(ModSeqs now) {
        return new Marks(seen, unseen, keywords, sets, now);
    }

    /** The same for the messages of a view, in as few ranges as possible; nothing about others. */
    Marks about(MailboxView view) {
        return new Marks(
                within(seen, view),
                within(unseen, view),
                keywords,
                sets.stream().map(set -> within(set, view)).toList(),
                modSeqs);
    }

    /** Messages gone in between belong to a range: then there are no more ranges than messages. */
    private static UidSet within(UidSet set, MailboxView view) {
        var kept = new UidSet.Builder();
        long first = 0;
        long last = 0;
        for (int index = 0; index < view.size(); index++) {
            long uid = view.uid(index);
            if (set.contains(uid)) {
                first = first == 0 ? uid : first;
                last = uid;
            } else if (first != 0) {
                kept.add(first, last);
                first = 0;
            }
        }
        return first == 0 ? kept.build() : kept.add(first, last).build();
    }
}
