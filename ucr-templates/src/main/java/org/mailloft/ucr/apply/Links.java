package org.mailloft.ucr.apply;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The places of targets: symbolic links through {@code current} into the generation that counts.
 *
 * <p>No reader ever misses a file. What has to make way for a link first becomes part of the old generation, so that the
 * link shows it; what comes back when a target is given up becomes part of the new one. So all places change in the one
 * moment in which {@code current} does. Every step can be repeated, and taken back from any point on.
 */
final class Links {

    /** What was there before the first link. */
    static final String ORIGINAL = "debian";

    /** What administrators link a file to that shall have no effect. */
    private static final Path NO_CONTENT = Path.of("/dev/null");

    private final State state;
    private final Disk disk;
    private final Mounts mounts;
    private final Diversions diversions;
    private final Map<Path, Path> expected = new HashMap<>();

    Links(State state, Disk disk, Mounts mounts, Diversions diversions) {
        this.state = state;
        this.disk = disk;
        this.mounts = mounts;
        this.diversions = diversions;
    }

    /**
     * What is at the place of a target now.
     *
     * @throws IOException when it can be none, such as a folder, or a pipe that nobody writes to
     */
    Spot look(Path target, Optional<Generation> active) throws IOException {
        var place = state.place(target);
        if (!Files.isRegularFile(place) && Files.exists(place) && !Files.isSameFile(place, NO_CONTENT)) {
            throw new FileSystemException(
                    State.name(target), null, Files.isDirectory(place) ? "is a folder" : "is no file");
        }
        if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            return new Spot(Spot.Kind.NOTHING, Optional.empty(), false);
        }
        if (isOurLink(target)) {
            return Files.exists(place)
                    ? new Spot(Spot.Kind.OUR_LINK, Optional.of(place), isEdited(place, target, active))
                    : new Spot(Spot.Kind.OUR_LINK, Optional.empty(), false);
        }
        var content = Files.exists(place) ? Optional.of(place) : Optional.<Path>empty();
        return mounts.isMounted(place)
                ? new Spot(Spot.Kind.MOUNTED, content, isEdited(place, target, active))
                : new Spot(Spot.Kind.SOMETHING_ELSE, content, true);
    }

    /** The end of a name under which something edited is kept. Most changes need none, and pay for no formatter. */
    private static String edited(Instant now) {
        return DateTimeFormatter.ofPattern("'edited-'yyyyMMdd'T'HHmmss")
                .withZone(ZoneOffset.UTC)
                .format(now);
    }

    private static boolean isEdited(Path place, Path target, Optional<Generation> active) throws IOException {
        var digest = active.flatMap(generation -> generation.manifest().digest(target));
        return digest.isEmpty() || !digest.get().equals(Manifest.digestOf(Files.readAllBytes(place)));
    }

    /** What has to be done at a place that shall show the new generation's file; empty when all is well. */
    Optional<Placement> toShow(Path target, Spot spot, Optional<Generation> active, Instant now) {
        boolean known = active.map(Generation::manifest)
                .flatMap(list -> list.digest(target))
                .isPresent();
        var place = state.place(target);
        var original = !known && !exists(place.resolveSibling(place.getFileName() + "." + ORIGINAL));
        var suffix = original ? ORIGINAL : free(place, edited(now));
        var kind =
                switch (spot.kind()) {
                    case NOTHING -> Placement.Kind.CREATE;
                    case OUR_LINK -> spot.content().isEmpty() ? Placement.Kind.CREATE : Placement.Kind.KEEP;
                    case SOMETHING_ELSE -> Placement.Kind.ADOPT;
                    case MOUNTED -> Placement.Kind.COPY;
                };
        return switch (kind) {
            case KEEP -> spot.edited() ? Optional.of(new Placement(kind, suffix, target)) : Optional.empty();
            case COPY -> Optional.of(new Placement(kind, spot.edited() ? suffix : Placement.NOTHING, target));
            case CREATE -> Optional.of(new Placement(kind, Placement.NOTHING, target));
            case ADOPT, RELEASE -> Optional.of(new Placement(kind, suffix, target));
        };
    }

    private static String free(Path place, String suffix) {
        var candidate = suffix;
        for (int n = 2; exists(place.resolveSibling(place.getFileName() + "." + candidate)); n++) {
            candidate = suffix + "-" + n;
        }
        return candidate;
    }

    /** What has to be done at the place of a target that is none any more. */
    List<Placement> toRelease(Path target, Spot spot, Optional<Generation> active, Instant now) {
        var steps = new ArrayList<Placement>();
        if (spot.kind() == Spot.Kind.OUR_LINK && spot.edited()) {
            toShow(target, spot, active, now).ifPresent(steps::add);
        }
        if (spot.kind() == Spot.Kind.OUR_LINK) {
            steps.add(new Placement(Placement.Kind.RELEASE, Placement.NOTHING, target));
        }
        return steps;
    }

    /** The file that was in a target's place before its first link, if there was one. */
    Optional<Path> original(Path target) {
        return Optional.of(kept(target, ORIGINAL)).filter(Links::exists);
    }

    /** Before the new generation counts. Nobody sees a difference yet. */
    void prepare(List<Placement> placements, Generation old) throws IOException {
        diversions.add(placements);
        for (var placement : placements) {
            var place = state.place(placement.target());
            switch (placement.kind()) {
                case CREATE -> {
                    disk.folders(place.getParent());
                    link(placement.target());
                }
                case ADOPT -> adopt(placement, place, old);
                case KEEP -> keep(placement, place);
                case COPY -> {
                    keep(placement, place);
                    absorb(placement.target(), place, old);
                }
                case RELEASE -> {}
            }
        }
    }

    private void adopt(Placement placement, Path place, Generation old) throws IOException {
        if (isOurLink(placement.target())) {
            return;
        }
        if (!exists(placement.kept(place))) {
            if (Files.isSymbolicLink(place)) {
                disk.symbolicLink(placement.kept(place), Files.readSymbolicLink(place));
            } else {
                disk.hardLink(place, placement.kept(place));
            }
        }
        absorb(placement.target(), place, old);
        link(placement.target());
    }

    private void keep(Placement placement, Path place) throws IOException {
        if (placement.setsAside() && Files.exists(place) && !exists(placement.kept(place))) {
            disk.copy(place, placement.kept(place));
            disk.sync(place.getParent());
        }
    }

    /** The old generation now shows what is at the place. */
    private void absorb(Path target, Path place, Generation old) throws IOException {
        if (Files.exists(place)) {
            disk.folders(old.file(target).getParent());
            disk.copy(place, old.file(target));
        }
    }

    /** After the new generation counts. */
    void settle(List<Placement> placements, Generation now) throws IOException {
        for (var placement : placements) {
            var place = state.place(placement.target());
            switch (placement.kind()) {
                case CREATE, ADOPT, KEEP -> {}
                case COPY -> copy(now.file(placement.target()), place);
                case RELEASE -> release(placement.target(), place);
            }
        }
        diversions.remove(placements);
    }

    /** In place, and only when it would make a difference: readers may see half of it. */
    private void copy(Path from, Path place) throws IOException {
        if (Files.mismatch(from, place) >= 0) {
            disk.overwrite(place, Files.readAllBytes(from));
        }
    }

    private void release(Path target, Path place) throws IOException {
        if (!isOurLink(target)) {
            return;
        }
        if (original(target).isPresent()) {
            disk.rename(kept(target, ORIGINAL), place);
        } else {
            disk.delete(place);
        }
    }

    /** After the old generation counts again: every place is as it was before {@link #prepare}. */
    void takeBack(List<Placement> placements, Generation old) throws IOException {
        for (var placement : placements.reversed()) {
            var place = state.place(placement.target());
            if (Files.isDirectory(place.getParent())) {
                disk.forget(place);
                disk.forget(placement.kept(place));
            }
            switch (placement.kind()) {
                case CREATE -> {
                    if (isOurLink(placement.target())) {
                        disk.delete(place);
                    }
                }
                case ADOPT -> unadopt(placement, place);
                case KEEP -> disk.delete(placement.kept(place));
                case COPY -> {
                    if (Files.exists(old.file(placement.target()))) {
                        copy(old.file(placement.target()), place);
                    }
                    if (placement.setsAside()) {
                        disk.delete(placement.kept(place));
                    }
                }
                case RELEASE -> relink(placement.target(), place);
            }
        }
        diversions.takeBack(placements);
    }

    private void unadopt(Placement placement, Path place) throws IOException {
        if (!exists(placement.kept(place))) {
            return;
        }
        if (isOurLink(placement.target())) {
            disk.rename(placement.kept(place), place);
        } else {
            // two names of one file: a rename between them would do nothing
            disk.delete(placement.kept(place));
        }
    }

    private void relink(Path target, Path place) throws IOException {
        if (isOurLink(target)) {
            return;
        }
        if (exists(place) && original(target).isEmpty()) {
            disk.hardLink(place, kept(target, ORIGINAL));
        }
        link(target);
    }

    private void link(Path target) throws IOException {
        if (!isOurLink(target)) {
            disk.symbolicLink(state.place(target), expected(target));
        }
    }

    private boolean isOurLink(Path target) throws IOException {
        var place = state.place(target);
        return Files.isSymbolicLink(place) && Files.readSymbolicLink(place).equals(expected(target));
    }

    /** Relative, so that the root can be moved or entered; through {@code current}, so that one rename moves them all. */
    private Path expected(Path target) throws IOException {
        var folder = state.place(target).getParent();
        var up = expected.get(folder);
        if (up == null) {
            up = real(folder).relativize(real(state.folder())).resolve("current");
            expected.put(folder, up);
        }
        return up.resolve(target);
    }

    /** The folder itself may be missing, one above it may be a link. */
    private static Path real(Path folder) throws IOException {
        try {
            return folder.toRealPath();
        } catch (NoSuchFileException e) {
            return real(folder.getParent()).resolve(folder.getFileName());
        }
    }

    private Path kept(Path target, String suffix) {
        var place = state.place(target);
        return place.resolveSibling(place.getFileName() + "." + suffix);
    }

    private static boolean exists(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }
}
