package org.mailloft.auth.db;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file in the format of passwd(5) with one field more: {@code user:password:uid:gid:gecos:home:shell:extra}. Read again
 * when its time, size or place on disk has changed. Thread safe.
 */
final class PasswdFile {

    private static final Logger LOG = LoggerFactory.getLogger(PasswdFile.class);
    private static final int COLUMNS = 8;
    private static final Pattern NUMBERED = Pattern.compile("(.*)\\[(\\d+)]");

    /** One line. */
    record Entry(String user, String password, String uid, String gid, String home, String extra) {

        static Entry parse(String line) {
            var columns = line.split(":", COLUMNS);
            return new Entry(
                    columns[0],
                    password(column(columns, 1)),
                    column(columns, 2),
                    column(columns, 3),
                    column(columns, 5),
                    column(columns, 7));
        }

        private static String column(String[] columns, int at) {
            return at < columns.length ? columns[at].strip() : "";
        }

        /** {@code hash[13]} and {@code hash[34]}, as libpam-pwdfile marks DES and MD5. */
        private static String password(String text) {
            var numbered = NUMBERED.matcher(text);
            if (!numbered.matches()) {
                return text;
            }
            return switch (numbered.group(2)) {
                case "34" -> "{PLAIN-MD5}" + numbered.group(1);
                case "56" -> "{DIGEST-MD5}" + numbered.group(1);
                default -> "{CRYPT}" + numbered.group(1);
            };
        }
    }

    private record Stamp(Object fileKey, long size, Object modified) {
        static Stamp of(Path file) throws IOException {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime());
        }
    }

    private final Path file;
    private Stamp stamp;
    private Map<String, Entry> entries = Map.of();

    PasswdFile(Path file) {
        this.file = file;
    }

    /**
     * All lines by user name, in the order of the file.
     *
     * @throws IOException when the file can't be read; a missing one, too
     */
    synchronized Map<String, Entry> entries() throws IOException {
        var now = Stamp.of(file);
        if (!now.equals(stamp)) {
            entries = read();
            stamp = now;
        }
        return entries;
    }

    Optional<Entry> entry(String user) throws IOException {
        return Optional.ofNullable(entries().get(user));
    }

    private Map<String, Entry> read() throws IOException {
        var read = new LinkedHashMap<String, Entry>();
        try (var lines = Files.lines(file, StandardCharsets.UTF_8)) {
            lines.filter(line -> !line.isBlank() && !line.startsWith("#") && !line.startsWith(":"))
                    .map(Entry::parse)
                    .forEach(entry -> {
                        if (read.putIfAbsent(entry.user(), entry) != null) {
                            LOG.error("auth: Error: passwd-file {}: User {} exists more than once", file, entry.user());
                        }
                    });
        }
        return read;
    }

    /** As Dovecot says it. */
    static String failure(Path file, IOException failure) {
        return failure instanceof NoSuchFileException
                ? "open(" + file + ") failed: No such file or directory"
                : "open(" + file + ") failed: " + failure.getMessage();
    }
}
