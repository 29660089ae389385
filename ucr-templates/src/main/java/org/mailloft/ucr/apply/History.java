package org.mailloft.ucr.apply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The record of the change under way and those of the changes before it. The record becomes an entry of the history by a
 * rename, which is the last step of a change.
 */
final class History {

    private static final int KEPT = 500;

    private final State state;
    private final Disk disk;

    History(State state, Disk disk) {
        this.state = state;
        this.disk = disk;
    }

    int nextNumber() throws IOException {
        var entries = entries();
        return entries.isEmpty() ? 1 : entries.lastKey() + 1;
    }

    /** Newest first. */
    List<HistoryEntry> list() throws IOException {
        var list = new ArrayList<HistoryEntry>();
        for (var file : entries().descendingMap().values()) {
            list.add(Transaction.parse(Files.readString(file)).entry());
        }
        return List.copyOf(list);
    }

    /** What an ended program left, if anything. */
    Optional<Transaction> underWay() throws IOException {
        for (var file : List.of(state.takingBack(), state.transaction())) {
            if (Files.exists(file)) {
                return Optional.of(Transaction.parse(Files.readString(file)));
            }
        }
        return Optional.empty();
    }

    /** Whether it was decided that the change under way shall not be. */
    boolean isTakingBack() {
        return Files.exists(state.takingBack());
    }

    /** From here on the change is finished or taken back, by whom ever. */
    void begin(Transaction transaction) throws IOException {
        disk.replace(state.transaction(), transaction.print());
    }

    void decideToTakeBack() throws IOException {
        if (Files.exists(state.transaction())) {
            disk.rename(state.transaction(), state.takingBack());
        }
    }

    void takenBack() throws IOException {
        disk.delete(state.takingBack());
        disk.sync(state.folder());
    }

    /** The change is done. */
    void finish(Transaction transaction) throws IOException {
        if (transaction.changesAnything()) {
            disk.folders(state.history());
            disk.rename(state.transaction(), file(transaction.entry().number()));
        } else {
            disk.delete(state.transaction());
        }
        var entries = entries();
        while (entries.size() > KEPT) {
            disk.delete(entries.pollFirstEntry().getValue());
        }
    }

    private Path file(int number) {
        return state.history().resolve(Integer.toString(number));
    }

    private TreeMap<Integer, Path> entries() throws IOException {
        var entries = new TreeMap<Integer, Path>();
        try (Stream<Path> files = Files.list(state.history())) {
            files.filter(file -> file.getFileName().toString().matches("[0-9]{1,9}"))
                    .forEach(file ->
                            entries.put(Integer.valueOf(file.getFileName().toString()), file));
        } catch (NoSuchFileException e) {
            // nothing was ever changed
        }
        return entries;
    }
}
