package org.mailloft.storage.maildir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.mailloft.storage.disk.Disk;

/**
 * Gives every new mailbox below one root another UIDVALIDITY, together with any Dovecot that works there. The current
 * value is in the name of an empty file {@code dovecot-uidvalidity.<8 hex digits>}; renaming it to the next value claims
 * that value. {@code dovecot-uidvalidity} repeats it, to save reading the directory.
 */
final class UidValidityCounter {

    private static final String FILE_NAME = "dovecot-uidvalidity";
    private static final Pattern MARKER = Pattern.compile(FILE_NAME + "\\.([0-9a-f]{8})");
    private static final int MAX_TRIES = 10;

    private final Disk disk;
    private final Path directory;
    private final Permissions permissions;
    private final Clock clock;

    UidValidityCounter(Disk disk, Path directory, Permissions permissions, Clock clock) {
        this.disk = disk;
        this.directory = directory;
        this.permissions = permissions;
        this.clock = clock;
    }

    /** A value nobody else gets, 1 to 4,294,967,295. */
    long next() throws IOException {
        var current = readFile();
        var claimed = current.isPresent() ? claimAfter(current.getAsLong()) : OptionalLong.empty();
        long value = claimed.isPresent() ? claimed.getAsLong() : rescan();
        writeFile(value);
        return value;
    }

    private OptionalLong readFile() throws IOException {
        try {
            var text = new String(disk.readAll(directory.resolve(FILE_NAME)), StandardCharsets.US_ASCII);
            return text.matches("[0-9a-f]{8}") ? OptionalLong.of(Long.parseLong(text, 16)) : OptionalLong.empty();
        } catch (NoSuchFileException _) {
            return OptionalLong.empty();
        }
    }

    /** Moves the marker on; when others were faster it is at one of the next values. */
    private OptionalLong claimAfter(long current) throws IOException {
        long value = current;
        for (int i = 0; i < MAX_TRIES; i++) {
            long following = value == 0xFFFF_FFFFL ? 1 : value + 1;
            try {
                disk.rename(marker(value), marker(following));
                return OptionalLong.of(following);
            } catch (NoSuchFileException _) {
                value = following;
            }
        }
        return OptionalLong.empty();
    }

    /** Finds the marker by its name, or makes the first one. */
    private long rescan() throws IOException {
        for (int i = 0; i < MAX_TRIES; i++) {
            var values = markers();
            if (values.isEmpty()) {
                long first = clock.instant().getEpochSecond();
                try {
                    disk.create(marker(first), 0444).close();
                    return first;
                } catch (FileAlreadyExistsException _) {
                    continue;
                }
            }
            if (values.size() > 1) {
                disk.deleteIfExists(marker(values.getFirst()));
            }
            var claimed = claimAfter(values.getLast());
            if (claimed.isPresent()) {
                return claimed.getAsLong();
            }
        }
        throw new IOException("No UIDVALIDITY can be claimed in " + directory);
    }

    private List<Long> markers() throws IOException {
        return disk.list(directory).stream()
                .map(MARKER::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(match -> Long.parseLong(match.group(1), 16))
                .sorted()
                .toList();
    }

    private void writeFile(long value) throws IOException {
        var file = directory.resolve(FILE_NAME);
        try (var out = disk.find(file).isPresent() ? disk.overwrite(file) : permissions.createFile(disk, file)) {
            out.write(String.format("%08x", value).getBytes(StandardCharsets.US_ASCII));
        } catch (FileAlreadyExistsException _) {
            // somebody else made it at the same moment; the markers are what counts
        }
    }

    private Path marker(long value) {
        return directory.resolve(String.format("%s.%08x", FILE_NAME, value));
    }
}
