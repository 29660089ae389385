package org.mailloft.imap.search;

import java.time.Instant;
import java.util.List;
import org.mailloft.imap.SelectedMailbox;
import org.mailloft.imap.wire.SequenceSet;
import org.mailloft.storage.MailboxView;
import org.mailloft.storage.UidSet;
import org.mailloft.storage.search.SearchKey;
import org.mailloft.storage.search.SearchKey.DateOf;

/** {@code search-key} as a client wrote it: message numbers and {@code \Recent} mean something in its session only. */
public sealed interface Criterion {

    /** What means the same to everybody. */
    record Plain(SearchKey key) implements Criterion {}

    /** Message sequence numbers or UIDs. */
    record Messages(SequenceSet set, boolean byUid) implements Criterion {

        private UidSet uids(MailboxView view) {
            return (byUid ? set.resolve(view, true) : set.existing(view)).uids(view);
        }
    }

    record Recent() implements Criterion {}

    /**
     * Received so long ago, or later. RFC 5032.
     *
     * @param older whether it is OLDER, else YOUNGER
     */
    record Within(boolean older, long seconds) implements Criterion {

        private SearchKey key(Instant then) {
            return older
                    ? new SearchKey.Moment(DateOf.RECEIVED, Instant.MIN, then.plusNanos(1))
                    : new SearchKey.Moment(DateOf.RECEIVED, then, Instant.MAX);
        }
    }

    record Not(Criterion criterion) implements Criterion {}

    record Or(Criterion first, Criterion second) implements Criterion {}

    record And(List<Criterion> criteria) implements Criterion {
        public And {
            criteria = List.copyOf(criteria);
        }
    }

    /** @param now what ages count from */
    default SearchKey resolve(SelectedMailbox selected, Instant now) {
        return switch (this) {
            case Plain plain -> plain.key;
            case Messages messages -> new SearchKey.Uids(messages.uids(selected.view()));
            case Within within -> within.key(now.minusSeconds(within.seconds));
            case Recent _ -> new SearchKey.Uids(recent(selected));
            case Not not -> new SearchKey.Not(not.criterion.resolve(selected, now));
            case Or or -> new SearchKey.Or(List.of(or.first.resolve(selected, now), or.second.resolve(selected, now)));
            case And and ->
                SearchKey.allOf(and.criteria.stream()
                        .map(criterion -> criterion.resolve(selected, now))
                        .toList());
        };
    }

    private static UidSet recent(SelectedMailbox selected) {
        var view = selected.view();
        var recent = new UidSet.Builder();
        for (int index = 0; index < view.size(); index++) {
            if (selected.isRecent(view.uid(index))) {
                recent.add(view.uid(index));
            }
        }
        return recent.build();
    }
}
