package org.mailloft.ucr.apply;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mailloft.ucr.SmallFile;

/**
 * The generations of one root: folders {@code generations/N} with a list {@code N.list} beside each, and the link
 * {@code current} to the one that counts. The list is written first, the folder gets its name last: a folder that has one
 * is complete.
 */
final class Generations {

    private static final int KEPT = 20;
    private final State state;
    private final Disk disk;

    Generations(State state, Disk disk) {
        this.state = state;
        this.disk = disk;
    }

    /** The one that counts; empty before the first change that rendered something. */
    Optional<Generation> active() throws IOException {
        var number = activeNumber().filter(each -> Files.exists(folder(each)) || Files.exists(list(each)));
        if (number.isEmpty()) {
            number = newest();
        }
        return number.isPresent() ? Optional.of(read(number.get())) : Optional.empty();
    }

    /** The same without reading its list. */
    Optional<Integer> activeNumber() throws IOException {
        try {
            var link = Files.readSymbolicLink(state.current());
            return Optional.of(Integer.valueOf(link.getFileName().toString()));
        } catch (NoSuchFileException | NotLinkException | NumberFormatException e) {
            return newest();
        }
    }

    /** The link was removed or leads elsewhere: what was unregistered is known from the last generation all the same. */
    private Optional<Integer> newest() throws IOException {
        for (int number : numbers().descendingSet()) {
            if (exists(number)) {
                return Optional.of(number);
            }
        }
        return Optional.empty();
    }

    /** @throws IOException when it cannot be read; what is damaged or missing of it is made up for */
    Generation read(int number) throws IOException {
        var list = listed(number);
        return new Generation(number, folder(number), list.isPresent() ? list.get() : shown(number), list.isPresent());
    }

    private Optional<Manifest> listed(int number) throws IOException {
        var octets = SmallFile.read(list(number));
        try {
            return octets.isPresent()
                    ? Optional.of(Manifest.parse(new String(octets.get(), StandardCharsets.UTF_8)))
                    : Optional.empty();
        } catch (Manifest.Damaged _) {
            return Optional.empty();
        }
    }

    /** What the folder shows. The values are unknown, so everything will be rendered; packages are those of before. */
    private Manifest shown(int number) throws IOException {
        var files = new TreeMap<Path, String>();
        if (Files.isDirectory(folder(number))) {
            try (Stream<Path> all = Files.walk(folder(number))) {
                for (var file : all.filter(Files::isRegularFile).toList()) {
                    files.put(folder(number).relativize(file), Manifest.digestOf(Files.readAllBytes(file)));
                }
            }
        }
        var without = new TreeSet<String>();
        for (int earlier : numbers().headSet(number, false).descendingSet()) {
            var list = listed(earlier);
            if (list.isPresent()) {
                without.addAll(list.get().without());
                break;
            }
        }
        return new Manifest(files, new TreeMap<>(), without);
    }

    boolean exists(int number) {
        return Files.isDirectory(folder(number)) && Files.exists(list(number));
    }

    /** The one that counts; a root that had none gets number 0, so that there is something to go back to. */
    Generation ensureActive() throws IOException {
        var active = active();
        if (active.isPresent()) {
            return active.get();
        }
        if (!exists(0)) {
            disk.folders(folder(0));
            disk.replace(list(0), Manifest.EMPTY.print());
        }
        activate(0);
        return read(0);
    }

    /** A number that none has or had among those that are left. */
    int next() throws IOException {
        return numbers().isEmpty() ? 1 : numbers().last() + 1;
    }

    /** Where a generation is put together. */
    Path part(int number) {
        return state.generations().resolve(number + ".part");
    }

    /** Where the services' own checks see it. */
    Path view(int number) {
        return state.generations().resolve(number + ".view");
    }

    /** Makes what was put together in {@link #part} a generation. Durable. */
    Generation complete(int number, Manifest manifest) throws IOException {
        disk.replace(list(number), manifest.print());
        disk.rename(part(number), folder(number));
        return new Generation(number, folder(number), manifest, true);
    }

    /** From now on readers of all targets see this one. Durable. */
    void activate(int number) throws IOException {
        disk.symbolicLink(state.current(), Path.of("generations").resolve(Integer.toString(number)));
    }

    /** Removes what an ended program left, and generations that are too old. */
    void tidy(int active) throws IOException {
        for (int number : numbers()) {
            disk.deleteTree(part(number));
            disk.deleteTree(view(number));
            boolean unfinished = number != active && !exists(number);
            if (number > active || number <= active - KEPT || unfinished) {
                remove(number);
            }
        }
    }

    void remove(int number) throws IOException {
        disk.deleteTree(part(number));
        disk.deleteTree(view(number));
        disk.deleteTree(folder(number));
        disk.delete(list(number));
        disk.forget(list(number));
    }

    private TreeSet<Integer> numbers() throws IOException {
        var numbers = new TreeSet<Integer>();
        var ours = Pattern.compile("\\.?([0-9]{1,9})(\\.list|\\.list\\.mailloft-new|\\.part|\\.view)?");
        try (Stream<Path> files = Files.list(state.generations())) {
            files.map(file -> ours.matcher(file.getFileName().toString()))
                    .filter(java.util.regex.Matcher::matches)
                    .forEach(name -> numbers.add(Integer.parseInt(name.group(1))));
        } catch (NoSuchFileException e) {
            // nothing was ever rendered
        }
        return numbers;
    }

    private Path folder(int number) {
        return state.generations().resolve(Integer.toString(number));
    }

    private Path list(int number) {
        return state.generations().resolve(number + ".list");
    }
}
