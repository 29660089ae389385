package org.mailloft.directory.embedded;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mailloft.directory.journal.RecordFile;

/**
 * The directory on disk: {@code entries-<n>.ldif} with everything as it was once, {@code changes-<n>.ldif} with what
 * happened since. Both are LDIF below the lines of {@link RecordFile}; one record of the second is one change, whole or
 * not at all. Guarded by the store's commit lock.
 */
final class ChangeLog implements Closeable {

    private static final Pattern SNAPSHOT_NAME = Pattern.compile("entries-([0-9]{1,9})\\.ldif");
    private static final int ENTRIES_PER_RECORD = 500;

    /** A log of this size is cheap to replay. */
    private static final long MIN_COMPACTION_OCTETS = 1 << 20;

    private final Path folder;
    private int generation;
    private long snapshotOctets;
    private RecordFile changes;

    private ChangeLog(Path folder, int generation) {
        this.folder = folder;
        this.generation = generation;
    }

    /**
     * Reads the newest snapshot and the changes after it.
     *
     * @param reader gets entries in the order they were written; a later one replaces an earlier one
     */
    static ChangeLog open(Path folder, Consumer<Entry> reader) throws IOException {
        var log = new ChangeLog(folder, newestGeneration(folder));
        if (log.generation > 0) {
            try (var snapshot = RecordFile.open(log.snapshotFile(log.generation), body -> read(body, reader))) {
                log.snapshotOctets = snapshot.size();
            }
        }
        log.changes = RecordFile.open(log.changesFile(log.generation), body -> read(body, reader));
        log.deleteOthers();
        return log;
    }

    /** Writes the entries of one change; when this returns they are on disk. */
    void append(List<Entry> entries) throws IOException {
        changes.append(ldif(entries));
    }

    /** Whether the changes have outgrown the snapshot. */
    boolean wantsCompaction() {
        return changes.size() > Math.max(MIN_COMPACTION_OCTETS, 2 * snapshotOctets);
    }

    /** Starts anew with a snapshot of everything. At every moment one complete pair of files is on disk. */
    void compact(List<Entry> everything) throws IOException {
        int next = generation + 1;
        Path unfinished = folder.resolve("entries.tmp");
        Files.deleteIfExists(unfinished);
        long octets;
        try (var snapshot = RecordFile.open(unfinished, _ -> {})) {
            for (int i = 0; i < everything.size(); i += ENTRIES_PER_RECORD) {
                snapshot.write(ldif(everything.subList(i, Math.min(everything.size(), i + ENTRIES_PER_RECORD))));
            }
            snapshot.force();
            octets = snapshot.size();
        }
        Files.move(unfinished, snapshotFile(next), StandardCopyOption.ATOMIC_MOVE);
        RecordFile old = changes;
        changes = RecordFile.open(changesFile(next), _ -> {});
        syncFolder();
        generation = next;
        snapshotOctets = octets;
        old.close();
        deleteOthers();
    }

    @Override
    public void close() throws IOException {
        changes.close();
    }

    private static String ldif(List<Entry> entries) {
        var text = new StringBuilder();
        entries.forEach(entry -> text.append(entry.toLDIFString()).append('\n'));
        return text.toString();
    }

    private static void read(String ldif, Consumer<Entry> reader) {
        try (var in = new LDIFReader(new BufferedReader(new StringReader(ldif)))) {
            for (Entry entry = in.readEntry(); entry != null; entry = in.readEntry()) {
                reader.accept(entry);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (LDIFException e) {
            throw new UncheckedIOException(new IOException("A whole record is no LDIF: " + e.getMessage(), e));
        }
    }

    private static int newestGeneration(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> SNAPSHOT_NAME.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .mapToInt(name -> Integer.parseInt(name.group(1)))
                    .max()
                    .orElse(0);
        }
    }

    private void deleteOthers() throws IOException {
        for (int old = generation - 1; old >= 0; old--) {
            boolean deleted = Files.deleteIfExists(snapshotFile(old));
            deleted |= Files.deleteIfExists(changesFile(old));
            if (!deleted) {
                break;
            }
        }
    }

    private Path snapshotFile(int number) {
        return folder.resolve("entries-" + number + ".ldif");
    }

    private Path changesFile(int number) {
        return folder.resolve("changes-" + number + ".ldif");
    }

    private void syncFolder() throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
