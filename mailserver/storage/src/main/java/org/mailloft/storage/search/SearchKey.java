package org.mailloft.storage.search;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.mailloft.mime.search.TextPattern;
import org.mailloft.storage.SystemFlag;
import org.mailloft.storage.UidSet;

/** A condition on messages. RFC 3501 section 6.4.4; a tree, whose depth its maker bounds. */
public sealed interface SearchKey {

    /** Every message. */
    record All() implements SearchKey {}

    /** All of them hold; true when there are none. */
    record And(List<SearchKey> keys) implements SearchKey {
        public And {
            keys = List.copyOf(keys);
        }
    }

    /** At least one of them holds; false when there are none. */
    record Or(List<SearchKey> keys) implements SearchKey {
        public Or {
            keys = List.copyOf(keys);
        }
    }

    record Not(SearchKey key) implements SearchKey {}

    record Flag(SystemFlag flag) implements SearchKey {}

    /** Compared without regard to case. */
    record Keyword(String name) implements SearchKey {}

    /** Message sequence numbers too: whoever knows the client's view turns them into UIDs. */
    record Uids(UidSet uids) implements SearchKey {}

    /** Size with CRLF line ends, both bounds included. */
    record Size(long least, long most) implements SearchKey {}

    /** The modification sequence is at least this. RFC 7162 section 3.1.5. */
    record ModSeq(long least) implements SearchKey {}

    /** The day of a date, in the searcher's time zone where the date has none of its own. */
    record Day(DateOf of, LocalDate first, LocalDate last) implements SearchKey {

        public static Day before(DateOf of, LocalDate date) {
            return new Day(of, LocalDate.MIN, date.minusDays(1));
        }

        public static Day on(DateOf of, LocalDate date) {
            return new Day(of, date, date);
        }

        public static Day since(DateOf of, LocalDate date) {
            return new Day(of, date, LocalDate.MAX);
        }
    }

    /** A moment, {@code from} included, {@code until} not. */
    record Moment(DateOf of, Instant from, Instant until) implements SearchKey {}

    enum DateOf {
        /** When the message was received: INTERNALDATE. */
        RECEIVED,
        /** The Date field: the day as written there, whatever its time zone. Without a valid one nothing holds. */
        SENT,
        /** When the message came into this mailbox. */
        SAVED
    }

    /** A header field has the text; with an empty text: the field is there. */
    record Header(String field, TextPattern text) implements SearchKey {}

    /** The text is somewhere below the header. */
    record Body(TextPattern text) implements SearchKey {}

    /** The text is somewhere. */
    record Text(TextPattern text) implements SearchKey {}

    /** The message has this GUID. */
    record Guid(String guid) implements SearchKey {}

    SearchKey ALL = new All();

    /** The keys joined, without a level of its own for a single one. */
    static SearchKey allOf(List<SearchKey> keys) {
        return keys.size() == 1 ? keys.getFirst() : new And(keys);
    }
}
