package org.mailloft.admin.query;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.mailloft.admin.Wildcards;
import org.mailloft.storage.MailboxView;
import org.mailloft.storage.UidSet;
import org.mailloft.storage.search.SearchKey;

/** A condition on messages and the mailboxes they are in. */
public sealed interface Query {

    /** A condition on the message alone. */
    record Message(SearchKey key) implements Query {}

    record And(List<Query> parts) implements Query {}

    record Or(List<Query> parts) implements Query {}

    record Not(Query part) implements Query {}

    /** The mailbox's name fits the mask. */
    record InMailbox(String mask) implements Query {}

    record MailboxGuid(String guid) implements Query {}

    /** Message sequence numbers. */
    record Sequence(List<Range> ranges) implements Query {}

    /** No session has seen the message yet. */
    record Recent() implements Query {}

    /** From {@code first} to {@code last}; {@link #LAST} is the last message, whichever that is. */
    record Range(long first, long last) {
        static final long LAST = Long.MAX_VALUE;
    }

    /** A mailbox as conditions can ask about it. */
    interface Target {
        String name();

        String guid();

        MailboxView view();
    }

    /** The condition on messages that is left in one mailbox. */
    default SearchKey in(Target target) {
        return switch (this) {
            case Message(var key) -> key;
            case And(var parts) -> and(keys(parts, target));
            case Or(var parts) -> or(keys(parts, target));
            case Not(var part) -> not(part.in(target));
            case InMailbox(var mask) -> constant(Wildcards.matches(mask, target.name()));
            case MailboxGuid(var guid) -> constant(guid.equals(target.guid()));
            case Sequence(var ranges) -> new SearchKey.Uids(uids(ranges, target.view()));
            case Recent _ -> new SearchKey.Uids(UidSet.range(target.view().firstRecentUid(), 0xFFFF_FFFFL));
        };
    }

    /** Masks of mailboxes that the query names outright, with no wildcards in them. */
    default Stream<String> namedMailboxes() {
        return switch (this) {
            case And(var parts) -> parts.stream().flatMap(Query::namedMailboxes);
            case Or(var parts) -> parts.stream().flatMap(Query::namedMailboxes);
            case InMailbox(var mask) -> Wildcards.isPattern(mask) ? Stream.empty() : Stream.of(mask);
            case Not _, Message _, MailboxGuid _, Sequence _, Recent _ -> Stream.empty();
        };
    }

    /** The key that no message fulfils. */
    SearchKey NOTHING = new SearchKey.Or(List.of());

    private static List<SearchKey> keys(List<Query> parts, Target target) {
        return parts.stream().map(part -> part.in(target)).toList();
    }

    private static SearchKey constant(boolean holds) {
        return holds ? SearchKey.ALL : NOTHING;
    }

    private static SearchKey and(List<SearchKey> keys) {
        if (keys.contains(NOTHING)) {
            return NOTHING;
        }
        return SearchKey.allOf(keys);
    }

    private static SearchKey or(List<SearchKey> keys) {
        if (keys.contains(SearchKey.ALL)) {
            return SearchKey.ALL;
        }
        var possible = new ArrayList<>(keys);
        possible.removeIf(NOTHING::equals);
        return possible.isEmpty() ? NOTHING : possible.size() == 1 ? possible.getFirst() : new SearchKey.Or(possible);
    }

    private static SearchKey not(SearchKey key) {
        if (key.equals(NOTHING)) {
            return SearchKey.ALL;
        }
        return key.equals(SearchKey.ALL) ? NOTHING : new SearchKey.Not(key);
    }

    private static UidSet uids(List<Range> ranges, MailboxView view) {
        var uids = new UidSet.Builder();
        for (var range : ranges) {
            long first = range.first() == Range.LAST ? view.size() : range.first();
            long last = range.last() == Range.LAST ? view.size() : range.last();
            long end = Math.min(Math.max(first, last), view.size());
            for (long number = Math.max(1, Math.min(first, last)); number <= end; number++) {
                uids.add(view.uid((int) number - 1));
            }
        }
        return uids.build();
    }
}
