package org.mailloft.storage.personal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.mailloft.storage.UidSet;
import org.mailloft.storage.personal.Marks.Mark;

/**
 * How marks are written down: lines of text, each with a checksum before it, so that what is cut off or damaged is
 * recognised. One line for the mailbox, some for the marks as they were when the file was written anew, and then one for each change.
 *
 * <pre>
 * CHECKSUM mailloft.marks 1 UIDVALIDITY GUID
 * CHECKSUM = FLAG UIDS                 have it; {@code -\Seen} for those marked as unread
 * CHECKSUM # FIRST LAST TOTAL UIDS     how modification sequences are counted, and what counts as changed last
 * CHECKSUM + FLAG BASE TOTAL UIDS      have it from then on; with {@code -} no more
 * </pre>
 */
final class MarksFile {

    private static final String NAME = "mailloft.marks";

    private static final String UNSEEN = "-" + Marks.SEEN;

    private MarksFile() {}

    /**
     * What could be read.
     *
     * @param whole whether that was all of it
     */
    record Content(Marks marks, boolean whole) {}

    /** Empty when it belongs to another mailbox, or nothing in it can be read. */
    static Optional<Content> parse(byte[] octets, long uidValidity, String guid) {
        var text = new String(octets, StandardCharsets.UTF_8);
        var lines = List.of(text.split("\n", -1));
        if (!lines.getFirst().equals(line(head(uidValidity, guid)).stripTrailing())) {
            return Optional.empty();
        }
        var marks = Marks.NONE;
        for (var line : lines.subList(1, lines.size() - 1)) {
            var read = checked(line).flatMap(MarksFile::entry);
            if (read.isEmpty()) {
                return Optional.of(new Content(marks, false));
            }
            marks = read.get().addTo(marks);
        }
        return Optional.of(new Content(marks, lines.getLast().isEmpty()));
    }

    private interface Entry {
        Marks addTo(Marks marks);
    }

    private static Optional<String> checked(String line) {
        return line.length() > 9 && line.charAt(8) == ' ' && line.startsWith(checksum(line.substring(9)))
                ? Optional.of(line.substring(9))
                : Optional.empty();
    }

    private static Optional<Entry> entry(String line) {
        var words = line.split(" ", -1);
        try {
            return switch (words[0]) {
                case "=" -> {
                    boolean unseen = words[1].equals(UNSEEN);
                    var mark = new Mark(unseen ? Marks.SEEN : words[1], !unseen, UidSet.parse(words[2]));
                    yield Optional.of(marks -> marks.with(mark));
                }
                case "#" -> {
                    var counting = ModSeqs.restored(
                            Long.parseLong(words[1]),
                            Long.parseLong(words[2]),
                            Long.parseLong(words[3]),
                            UidSet.parse(words[4]));
                    yield Optional.of(marks -> marks.counting(counting));
                }
                case "+", "-" -> {
                    var mark = new Mark(words[1], words[0].equals("+"), UidSet.parse(words[4]));
                    long base = Long.parseLong(words[2]);
                    long total = Long.parseLong(words[3]);
                    yield Optional.of(
                            marks -> marks.with(mark).counting(marks.modSeqs().after(mark.uids(), base, total)));
                }
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
            return Optional.empty();
        }
    }

    /** All of it. */
    static byte[] whole(Marks marks, long uidValidity, String guid) {
        var text = new StringBuilder(line(head(uidValidity, guid)));
        set(text, Marks.SEEN, marks.seen());
        set(text, UNSEEN, marks.unseen());
        for (int n = 0; n < marks.keywords().size(); n++) {
            set(text, marks.keywords().get(n), marks.sets().get(n));
        }
        var counting = marks.modSeqs();
        if (counting.total() != 0) {
            text.append(line("# " + counting.firstBase() + " " + counting.lastBase() + " " + counting.total() + " "
                    + counting.changedAfter(0)));
        }
        return octets(text);
    }

    private static void set(StringBuilder text, String flag, UidSet uids) {
        if (!uids.isEmpty()) {
            text.append(line("= " + flag + " " + uids));
        }
    }

    /** What is added for a change; see {@link ModSeqs#after}. */
    static byte[] change(List<Mark> marks, long base, long total) {
        var text = new StringBuilder();
        for (var mark : marks) {
            text.append(line((mark.set() ? "+ " : "- ") + mark.flag() + " " + base + " " + total + " " + mark.uids()));
        }
        return octets(text);
    }

    private static byte[] octets(StringBuilder text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String head(long uidValidity, String guid) {
        return NAME + " 1 " + uidValidity + " " + guid;
    }

    private static String line(String content) {
        return checksum(content) + " " + content + "\n";
    }

    private static String checksum(String content) {
        var sum = new CRC32C();
        sum.update(content.getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(sum.getValue());
    }
}
