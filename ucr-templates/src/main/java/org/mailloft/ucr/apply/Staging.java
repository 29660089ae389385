package org.mailloft.ucr.apply;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.mailloft.ucr.template.Rendered;

/**
 * Puts a new generation together: what was rendered is written, the rest is taken over from the old one, which costs no more
 * than a name. And shows it to the services' checks as they will see it.
 */
final class Staging {

    /**
     * How old a new file looks. Each program of Postfix waits until main.cf and tables are more than a second old, for they
     * might be half written; ours never are.
     */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private final State state;
    private final Disk disk;
    private final Owners owners;
    private final Path part;
    private final SortedMap<Path, String> digests = new TreeMap<>();
    private final SortedSet<Path> changed = new TreeSet<>();

    /** @param part an empty or missing folder for the new generation */
    Staging(State state, Disk disk, Owners owners, Path part) {
        this.state = state;
        this.disk = disk;
        this.owners = owners;
        this.part = part;
    }

    Path part() {
        return part;
    }

    /** Targets whose content, owner or permissions are not what is seen at their places. */
    SortedSet<Path> changed() {
        return changed;
    }

    /** Of what is in it so far. */
    SortedMap<Path, String> digests() {
        return digests;
    }

    /**
     * Adds a rendered file.
     *
     * @param spot what is at its place
     * @param old where the old generation has it; when that is the same file, it is taken over
     */
    void write(Rendered rendered, Spot spot, Optional<Path> old) throws IOException {
        var target = rendered.target().path();
        var octets = rendered.text().getBytes(StandardCharsets.UTF_8);
        var wanted = owners.wanted(rendered, spot.content());
        boolean seen = spot.content().isPresent() && isSame(spot.content().get(), octets, wanted, rendered.mode());
        if (!seen) {
            changed.add(target);
        }
        var file = part.resolve(target);
        disk.folders(file.getParent());
        if (old.isPresent() && Files.exists(old.get()) && isSame(old.get(), octets, wanted, rendered.mode())) {
            disk.hardLink(old.get(), file);
        } else {
            disk.create(file, octets);
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(SETTLED)));
            owners.give(file, wanted, rendered.mode());
            disk.sync(file);
        }
        digests.put(target, Manifest.digestOf(octets));
    }

    private static boolean isSame(Path file, byte[] octets, Owners.Wanted wanted, int mode) throws IOException {
        return Files.size(file) == octets.length
                && Owners.isGiven(file, wanted, mode)
                && Arrays.equals(Files.readAllBytes(file), octets);
    }

    /** Takes a target over from the old generation. */
    void carry(Path target, Generation old) throws IOException {
        disk.folders(part.resolve(target).getParent());
        disk.hardLink(old.file(target), part.resolve(target));
        digests.put(target, old.manifest().files().get(target));
    }

    /** Something that is no target, for a place whose own file is about to return: the link shows it until then. */
    void bring(Path target, Path original) throws IOException {
        disk.folders(part.resolve(target).getParent());
        disk.copy(original, part.resolve(target));
    }

    /** Puts all names on the disk; the content is there already. */
    void sync() throws IOException {
        if (Files.isDirectory(part)) {
            try (Stream<Path> all = Files.walk(part)) {
                for (var folder : all.filter(Files::isDirectory).toList()) {
                    disk.sync(folder);
                }
            }
        }
    }

    /**
     * Makes a folder that looks like the root to a program that reads the targets: what was rendered is there, and beside it
     * links to everything else that is in those folders, such as files of the administrator.
     *
     * @param view to be made
     * @param rendered targets that were written
     * @param gone targets that will be none
     */
    void show(Path view, Collection<Path> rendered, Map<Path, Optional<Path>> gone) throws IOException {
        var folders = new HashSet<Path>();
        for (var target : rendered) {
            for (var folder = target.getParent(); folder != null; folder = folder.getParent()) {
                folders.add(folder);
            }
        }
        var hidden = new HashSet<Path>(rendered);
        hidden.addAll(gone.keySet());
        hidden.addAll(folders);
        disk.folders(view);
        showOthers(view, Path.of(""), hidden);
        for (var folder : new TreeSet<>(folders)) {
            disk.folders(view.resolve(folder));
            showOthers(view, folder, hidden);
        }
        for (var target : rendered) {
            disk.hardLink(part.resolve(target), view.resolve(target));
        }
        for (var target : gone.entrySet()) {
            if (target.getValue().isPresent()
                    && folders.contains(target.getKey().getParent())) {
                Files.createSymbolicLink(
                        view.resolve(target.getKey()), target.getValue().get());
            }
        }
    }

    private void showOthers(Path view, Path folder, Set<Path> hidden) throws IOException {
        var real = state.place(folder);
        if (!Files.isDirectory(real)) {
            return;
        }
        try (Stream<Path> entries = Files.list(real)) {
            for (var entry : entries.toList()) {
                var name = folder.resolve(entry.getFileName());
                var shown = view.resolve(name);
                if (!hidden.contains(name) && !Files.exists(shown, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createSymbolicLink(shown, entry);
                }
            }
        }
    }
}
