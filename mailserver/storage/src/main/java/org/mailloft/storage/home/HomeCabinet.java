package org.mailloft.storage.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailloft.storage.disk.Disk;

/** Keeps homes that are at no place, each under a name, with its note. */
final class HomeCabinet {

    static final List<HomeState> STATES = List.of(HomeState.LIMBO, HomeState.PARKED, HomeState.BURIED);

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Disk disk;
    private final SmallFiles files;
    private final HomePlaces places;

    HomeCabinet(Disk disk, HomePlaces places) {
        this.disk = disk;
        this.files = new SmallFiles(disk);
        this.places = places;
    }

    /** A name nobody has, such as {@code 20261122T054309Z-anna@example.org}. In limbo it is the id. */
    String newName(HomeState state, String id, Place place, Instant now) throws IOException {
        if (state == HomeState.LIMBO) {
            return id;
        }
        var base = STAMP.format(now) + "-" + place.address();
        var name = base;
        for (int n = 2; disk.find(places.store(state).resolve(name)).isPresent(); n++) {
            name = base + "-" + n;
        }
        return name;
    }

    /** Where a home under this name would be. */
    Path directory(HomeState state, String name) {
        return places.store(state).resolve(name);
    }

    /** Begins to keep a home; it is not there yet. */
    StoredHome open(HomeState state, String name, HomeNote note) throws IOException {
        var entry = new StoredHome(state, directory(state, name), note);
        files.makeDirectories(entry.directory());
        write(entry);
        return entry;
    }

    void write(StoredHome entry) throws IOException {
        files.replace(
                entry.directory().resolve(StoredHome.NOTE_FILE), entry.note().text());
    }

    /** Forgets a home that is not here any more, or never came. */
    void close(StoredHome entry) throws IOException {
        disk.deleteIfExists(entry.directory().resolve(StoredHome.NOTE_FILE));
        disk.deleteIfExists(entry.directory().resolve(StoredHome.NOTE_FILE + ".tmp"));
        disk.deleteIfExists(entry.directory());
        disk.forceDirectory(entry.directory().getParent());
    }

    /** Removes a home for good. */
    void destroy(StoredHome entry) throws IOException {
        for (var role : places.at(entry.note().place()).beside().keySet()) {
            files.removeTree(
                    places.at(entry.note().place()).stored(role, entry.note().name()));
        }
        files.removeTree(entry.home());
        close(entry);
    }

    Optional<StoredHome> find(HomeState state, String name) throws IOException {
        return read(state, directory(state, name));
    }

    /** All in a state, by name. What has no note is none of ours. */
    List<StoredHome> all(HomeState state) throws IOException {
        List<String> names;
        try {
            names = disk.list(places.store(state));
        } catch (NoSuchFileException _) {
            return List.of();
        }
        var all = new ArrayList<StoredHome>();
        for (var name : names.stream().sorted().toList()) {
            read(state, directory(state, name)).ifPresent(all::add);
        }
        return all;
    }

    /** Removes what is left of homes that went away, or never came. */
    void sweep(HomeState state) throws IOException {
        List<String> names;
        try {
            names = disk.list(places.store(state));
        } catch (NoSuchFileException _) {
            return;
        }
        for (var name : names) {
            var directory = directory(state, name);
            if (disk.isRealDirectory(directory)
                    && disk.find(directory.resolve(StoredHome.NOTE_FILE)).isEmpty()
                    && disk.find(StoredHome.homeIn(directory)).isEmpty()) {
                files.removeTree(directory);
            }
        }
    }

    private Optional<StoredHome> read(HomeState state, Path directory) throws IOException {
        try {
            var text = new String(disk.readAll(directory.resolve(StoredHome.NOTE_FILE)), StandardCharsets.UTF_8);
            return HomeNote.parse(text).map(note -> new StoredHome(state, directory, note));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }
}
