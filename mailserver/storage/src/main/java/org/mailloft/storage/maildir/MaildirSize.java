package org.mailloft.storage.maildir;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mailloft.storage.Usage;

/**
 * Content of a {@code maildirsize} file. The first line has the limits, {@code 1000000S,1000C}; each line after it an
 * amount, {@code 4711 3}: the sum when it was counted, then the changes since. Dovecot and Courier read and write it too.
 *
 * @param limits 0 for none
 * @param used all lines together
 * @param lines how many there are
 */
record MaildirSize(Usage limits, Usage used, int lines) {

    static final String FILE_NAME = "maildirsize";

    /** A file of this size is not read any more: it is time to count anew. */
    static final int MAX_OCTETS = 5120;

    private static final Pattern CHANGE = Pattern.compile("\\s*([+-]?[0-9]{1,18})\\s+([+-]?[0-9]{1,9})\\b.*");

    /** Empty for a file that is too large or damaged. */
    static Optional<MaildirSize> parse(byte[] octets) {
        if (octets.length >= MAX_OCTETS) {
            return Optional.empty();
        }
        var text = new String(octets, StandardCharsets.ISO_8859_1);
        int end = text.lastIndexOf('\n'); // a line that is still being written does not count
        if (end < 0 || text.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        var lines = text.substring(0, end).split("\n", -1);
        var used = Usage.NONE;
        for (var line : Arrays.asList(lines).subList(1, lines.length)) {
            var change = CHANGE.matcher(line);
            if (!change.matches()) {
                return Optional.empty();
            }
            used = used.plus(new Usage(Long.parseLong(change.group(1)), Long.parseLong(change.group(2))));
        }
        boolean possible = lines.length > 1 && used.octets() >= 0 && used.messages() >= 0;
        return possible ? Optional.of(new MaildirSize(limits(lines[0]), used, lines.length - 1)) : Optional.empty();
    }

    /** {@code 1000S}, {@code 20C} or both; what cannot be understood is no limit. */
    private static Usage limits(String line) {
        long octets = 0;
        long messages = 0;
        for (var limit : line.split(",")) {
            if (limit.matches("[0-9]{1,30}S")) {
                octets = number(limit);
            } else if (limit.matches("[0-9]{1,30}C")) {
                messages = number(limit);
            }
        }
        return new Usage(octets, messages);
    }

    /** Before the unit; cut to the largest number there is. */
    private static long number(String limit) {
        return new BigInteger(limit.substring(0, limit.length() - 1))
                .min(BigInteger.valueOf(Long.MAX_VALUE))
                .longValue();
    }

    /** A whole file. */
    static byte[] file(Usage limits, Usage used) {
        var head = new StringBuilder();
        if (limits.octets() != 0 || limits.messages() == 0) {
            head.append(limits.octets()).append('S');
        }
        if (limits.messages() != 0) {
            head.append(head.isEmpty() ? "" : ",").append(limits.messages()).append('C');
        }
        return (head + "\n" + line(used)).getBytes(StandardCharsets.US_ASCII);
    }

    /** One line of it. */
    static String line(Usage change) {
        return change.octets() + " " + change.messages() + "\n";
    }
}
