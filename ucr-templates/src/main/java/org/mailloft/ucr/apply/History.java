package org.mailloft.ucr.apply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.mailloft.ucr.SmallFile;

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

    /**
     * The same, asked of one file instead of all.
     *
     * @param last of a note that may be older than the history: a program can end between the two
     */
    int numberAfter(int last) {
        return file(last + 1).toFile().exists() ? nextNumber() : last + 1;
    }

    int nextNumber() {
        int last = 0;
        for (int number : numbers()) {
            last = Math.max(last, number);
        }
        return last + 1;
    }

    /** Newest first. */
    List<HistoryEntry> list() throws IOException {
        var list = new ArrayList<HistoryEntry>();
        for (int number : new TreeSet<>(numbers()).descendingSet()) {
            entry(number).ifPresent(list::add);
        }
        return List.copyOf(list);
    }

    /** @return empty when it has become too old meanwhile */
    private Optional<HistoryEntry> entry(int number) throws IOException {
        var octets = SmallFile.read(file(number));
        if (octets.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Transaction.parse(octets.get()).entry());
        } catch (Transaction.Damaged _) {
            return Optional.of(HistoryEntry.damaged(
                    number, Instant.ofEpochMilli(file(number).toFile().lastModified())));
        }
    }

    /**
     * What an ended program left, if anything.
     *
     * @throws Transaction.Damaged when that cannot be known any more
     */
    Optional<Transaction> underWay() throws IOException {
        for (var file : List.of(state.takingBack(), state.transaction())) {
            var octets = SmallFile.read(file);
            if (octets.isPresent()) {
                return Optional.of(Transaction.parse(octets.get()));
            }
        }
        return Optional.empty();
    }

    /** Keeps a damaged record under a name that nobody looks for. */
    void setAside() throws IOException {
        for (var file : List.of(state.takingBack(), state.transaction())) {
            if (Files.exists(file)) {
                disk.rename(file, state.damagedTransaction());
            }
        }
    }

    /** Whether it was decided that the change under way shall not be. */
    boolean isTakingBack() {
        return Files.exists(state.takingBack());
    }

    /**
     * From here on the change is finished or taken back, by whom ever.
     *
     * @param alone whether the change is that of one layer and nothing follows from it. The replacement of the layer has it
     *     done then, and its record need not survive a loss of power
     */
    void begin(Transaction transaction, boolean alone) throws IOException {
        if (alone) {
            disk.replaceForNow(state.transaction(), transaction.print());
        } else {
            disk.replace(state.transaction(), transaction.print());
        }
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

    /** The change is done. Should the power fail before this is on the disk, the change is done once more. */
    void finish(Transaction transaction) throws IOException {
        int number = transaction.entry().number();
        if (transaction.changesAnything()) {
            disk.folders(state.history());
            disk.renameForNow(state.transaction(), file(number));
        } else {
            disk.delete(state.transaction());
        }
        if (number > KEPT) {
            disk.delete(file(number - KEPT));
        }
    }

    private Path file(int number) {
        return state.history().resolve(Integer.toString(number));
    }

    /** Of all entries, in no order. */
    private List<Integer> numbers() {
        var numbers = new ArrayList<Integer>();
        // null when nothing was ever changed
        for (var name : Optional.ofNullable(state.history().toFile().list()).orElse(new String[0])) {
            if (isNumber(name)) {
                numbers.add(Integer.valueOf(name));
            }
        }
        return numbers;
    }

    private static boolean isNumber(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return false;
            }
        }
        return name.length() < 10;
    }
}
