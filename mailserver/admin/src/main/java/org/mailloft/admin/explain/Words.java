package org.mailloft.admin.explain;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.mailloft.storage.acl.Right;
import org.mailloft.storage.acl.Rights;

/** How things are called when a person is told about them. */
final class Words {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private Words() {}

    static String date(Instant at, ZoneId zone) {
        return DATE.format(at.atZone(zone));
    }

    /** What somebody with the right can do. */
    private static String deed(Right right) {
        return switch (right) {
            case LOOKUP -> "see it";
            case READ -> "read";
            case WRITE -> "set flags";
            case WRITE_SEEN -> "mark as read";
            case WRITE_DELETED -> "mark as deleted";
            case INSERT -> "add messages";
            case POST -> "deliver mail to it";
            case EXPUNGE -> "remove messages";
            case CREATE -> "create folders below";
            case DELETE -> "delete or rename it";
            case ADMIN -> "change its rights";
        };
    }

    static String deeds(Rights rights) {
        return and(rights.known().stream().map(Words::deed).toList());
    }

    /** {@code lrs (lookup read write-seen)}. */
    static String rights(Rights rights) {
        return rights.isEmpty() ? "none" : rights.letters() + " (" + names(rights) + ")";
    }

    static String names(Rights rights) {
        return rights.known().stream().map(Right::longName).collect(Collectors.joining(" "));
    }

    static String and(List<String> words) {
        return words.size() < 2
                ? String.join("", words)
                : String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.getLast();
    }

    static String count(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }

    static String octets(long octets) {
        return octets < 1 << 20
                ? String.format(Locale.ROOT, "%.1f kB", octets / 1024.0)
                : String.format(Locale.ROOT, "%.1f MB", octets / 1048576.0);
    }
}
