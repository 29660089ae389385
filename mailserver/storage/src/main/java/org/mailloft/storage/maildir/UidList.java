package org.mailloft.storage.maildir;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * Content of {@code dovecot-uidlist}, which says what UID each message file has:
 *
 * <pre>
 * header = "3" *( SP hkey value ) LF           3 V1795292409 N3 Gf1768938f9fc016b3228000083ecc375
 * record = uid *( SP rkey value ) SP ":" basename LF      6 S23 W26 :1111.foo.bar
 * </pre>
 *
 * Version 1, {@code 1 uidvalidity nextuid} and {@code uid filename}, is read as well. Records are only ever appended, so
 * {@code N} may be stale: {@link #nextUid} is what counts. Dovecot throws a malformed file away, and all UIDs with it;
 * we skip the lines that make no sense, keep the rest, and have the file written anew.
 *
 * @param header what the first line says
 * @param entries in ascending order of UID; files that are gone may still be listed
 * @param lines records in the file, with those skipped: what compaction is decided by
 * @param needsRewrite whether Dovecot would refuse or upgrade the file as it is
 */
record UidList(Header header, List<Entry> entries, int lines, boolean needsRewrite) {

    static final String FILE_NAME = "dovecot-uidlist";

    /** UIDs above this do not exist. */
    static final long MAX_UID = 0xFFFF_FFFEL;

    /**
     * @param uidValidity UIDVALIDITY, never 0
     * @param nextUid as written, perhaps too low
     * @param guid of the mailbox, 32 hexadecimal digits; empty when the file has none
     * @param others fields that mean nothing to us, such as {@code P%u}; written back as they were
     */
    record Header(long uidValidity, long nextUid, String guid, List<String> others) {

        Header withNextUid(long uid) {
            return new Header(uidValidity, uid, guid, others);
        }

        private String line() {
            var line = new StringBuilder("3 V" + uidValidity + " N" + nextUid);
            if (!guid.isEmpty()) {
                line.append(" G").append(guid);
            }
            others.forEach(field -> line.append(' ').append(field));
            return line.append('\n').toString();
        }
    }

    /**
     * @param uid of the message
     * @param fields what is known beyond the file name, such as {@code S23 W26}; mostly empty
     * @param base name of the file without its flags
     */
    record Entry(long uid, String fields, String base) {

        Entry(long uid, String base) {
            this(uid, "", base);
        }

        /** Value of the field with this key. */
        Optional<String> field(char key) {
            for (int at = 0; at < fields.length(); ) {
                int space = fields.indexOf(' ', at);
                int end = space < 0 ? fields.length() : space;
                if (fields.charAt(at) == key) {
                    return Optional.of(fields.substring(at + 1, end));
                }
                at = end + 1;
            }
            return Optional.empty();
        }

        private void writeTo(StringBuilder out) {
            out.append(uid).append(' ');
            if (!fields.isEmpty()) {
                out.append(fields).append(' ');
            }
            out.append(':').append(base).append('\n');
        }
    }

    /** The lowest UID that a further message may get. */
    long nextUid() {
        long afterLast = entries.isEmpty() ? 1 : entries.getLast().uid + 1;
        return Math.max(header.nextUid, afterLast);
    }

    /** The whole file, as Dovecot writes it anew. */
    byte[] octets() {
        var out = new StringBuilder(64 + entries.size() * 64);
        out.append(header.withNextUid(nextUid()).line());
        entries.forEach(entry -> entry.writeTo(out));
        return out.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Lines to append to a file. */
    static byte[] lines(List<Entry> entries) {
        var out = new StringBuilder(entries.size() * 64);
        entries.forEach(entry -> entry.writeTo(out));
        return out.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whether so many of the lines are dead that Dovecot would write the file anew. */
    static boolean wantsCompaction(int lines, int messages) {
        return lines * 3L / 4 >= messages && lines > messages;
    }

    /** Reads a file; empty when not even its header can be used. */
    static Optional<UidList> parse(byte[] file) {
        return new Parser(file).parse();
    }

    /** Reads the header alone; empty when it cannot be used. */
    static Optional<Header> parseHeader(byte[] file) {
        return new Parser(file).parseHeader();
    }

    private static final class Parser {
        private final String text;
        private final List<Entry> entries = new ArrayList<>();
        private boolean damaged;
        private int lines;

        Parser(byte[] file) {
            text = new String(file, StandardCharsets.ISO_8859_1);
        }

        Optional<UidList> parse() {
            var header = parseHeader();
            if (header.isEmpty()) {
                return Optional.empty();
            }
            boolean old = isOld();
            readLines(text.indexOf('\n') + 1, old);
            boolean rewrite =
                    dropDuplicates() | damaged | old | header.get().guid.isEmpty();
            return Optional.of(new UidList(header.get(), List.copyOf(entries), lines, rewrite));
        }

        Optional<Header> parseHeader() {
            int end = text.indexOf('\n');
            if (end < 0) {
                return Optional.empty();
            }
            var line = text.substring(0, end);
            return isOld() ? oldHeader(line) : header(line);
        }

        private boolean isOld() {
            return text.startsWith("1 ");
        }

        private static Optional<Header> header(String line) {
            var fields = line.split(" ");
            if (!fields[0].equals("3")) {
                return Optional.empty();
            }
            long validity = 0;
            long next = 0;
            var guid = "";
            var others = new ArrayList<String>();
            for (int i = 1; i < fields.length; i++) {
                var field = fields[i];
                if (field.isEmpty()) {
                    continue;
                }
                switch (field.charAt(0)) {
                    case 'V' -> validity = number(field, 1, field.length());
                    case 'N' -> next = number(field, 1, field.length());
                    case 'G' -> guid = field.matches("G[0-9a-f]{32}") ? field.substring(1) : "";
                    default -> others.add(field);
                }
            }
            return validHeader(validity, next, guid, others);
        }

        private static Optional<Header> oldHeader(String line) {
            var fields = line.split(" ");
            return fields.length != 3
                    ? Optional.empty()
                    : validHeader(
                            number(fields[1], 0, fields[1].length()),
                            number(fields[2], 0, fields[2].length()),
                            "",
                            List.of());
        }

        private static Optional<Header> validHeader(long validity, long next, String guid, List<String> others) {
            boolean valid = validity > 0 && validity <= 0xFFFF_FFFFL && next > 0 && next <= MAX_UID + 1;
            return valid ? Optional.of(new Header(validity, next, guid, List.copyOf(others))) : Optional.empty();
        }

        private void readLines(int start, boolean old) {
            long last = 0;
            for (int at = start; at < text.length(); ) {
                int end = text.indexOf('\n', at);
                if (end < 0) {
                    damaged = true; // an append that was cut off
                    return;
                }
                lines++;
                var entry = old ? oldEntry(at, end) : entry(at, end);
                if (entry != null && entry.uid > last && entry.uid <= MAX_UID) {
                    last = entry.uid;
                    entries.add(entry);
                } else {
                    damaged = true;
                }
                at = end + 1;
            }
        }

        private Entry entry(int start, int end) {
            int space = text.indexOf(' ', start);
            if (space < 0 || space >= end) {
                return null;
            }
            int colon = start + 1;
            do {
                colon = text.indexOf(':', colon + 1);
            } while (colon > 0 && colon < end && text.charAt(colon - 1) != ' ');
            if (colon < 0 || colon >= end) {
                return null;
            }
            var fields = colon - 1 > space ? text.substring(space + 1, colon - 1) : "";
            return named(number(text, start, space), fields, colon + 1, end);
        }

        private Entry oldEntry(int start, int end) {
            int space = text.indexOf(' ', start);
            return space < 0 || space >= end ? null : named(number(text, start, space), "", space + 1, end);
        }

        private Entry named(long uid, String fields, int nameStart, int end) {
            var name = MaildirName.baseOf(text.substring(nameStart, end));
            return name.isEmpty() || name.indexOf('/') >= 0 ? null : new Entry(uid, fields, name);
        }

        /** Of two lines with the same file the later one counts. */
        private boolean dropDuplicates() {
            var last = HashMap.<String, Entry>newHashMap(entries.size());
            entries.forEach(entry -> last.put(entry.base, entry));
            return last.size() < entries.size() && entries.removeIf(entry -> last.get(entry.base) != entry);
        }

        /** The number in these characters; 0 when they are anything but digits or too many. */
        private static long number(String text, int start, int end) {
            long value = 0;
            for (int i = start; i < end; i++) {
                char c = text.charAt(i);
                if (c < '0' || c > '9' || i - start >= 10) {
                    return 0;
                }
                value = value * 10 + (c - '0');
            }
            return value;
        }
    }
}
