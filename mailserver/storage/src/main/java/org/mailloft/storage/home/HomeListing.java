package org.mailloft.storage.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.mailloft.storage.disk.Disk;

/** Finds all homes, and removes those whose time is over. */
final class HomeListing {

    private final Disk disk;
    private final HomePlaces places;
    private final HomeSettings settings;
    private final HomeCabinet cabinet;
    private final HomeRegister register;
    private final HomeLabels labels;
    private final Instant now;

    HomeListing(HomeServices services, HomePlaces places, HomeSettings settings) {
        this.disk = services.disk();
        this.places = places;
        this.settings = settings;
        this.cabinet = new HomeCabinet(disk, places);
        this.register = new HomeRegister(disk, places);
        this.labels = new HomeLabels(disk);
        this.now = services.clock().instant();
    }

    List<HomeRow> rows(Optional<HomeState> wanted) throws IOException {
        var rows = new ArrayList<HomeRow>();
        for (var state : HomeState.values()) {
            if (wanted.isPresent() && wanted.get() != state) {
                continue;
            }
            if (state == HomeState.ACTIVE) {
                addActive(rows);
            } else {
                for (var entry : cabinet.all(state)) {
                    rows.add(row(entry));
                }
            }
        }
        return rows;
    }

    private HomeRow row(StoredHome entry) throws IOException {
        var note = entry.note();
        var until = entry.state() == HomeState.BURIED
                ? settings.retention().map(note.since()::plus)
                : Optional.<Instant>empty();
        return new HomeRow(
                entry.state(),
                note.id(),
                Optional.of(note.place()),
                entry.home(),
                Optional.of(note.since()),
                until,
                note.reason(),
                OptionalLong.of(octets(entry.home())));
    }

    private void addActive(List<HomeRow> rows) throws IOException {
        for (var home : places.privateHomes(this::names)) {
            addActive(rows, home, places.addressOf(home));
        }
        for (var domain : names(places.publicRoot())) {
            for (var name : names(places.publicRoot().resolve(domain))) {
                var home = places.publicRoot().resolve(domain).resolve(name);
                addActive(rows, home, placeOf("public:" + name + "@" + domain));
            }
        }
        for (var place : places.configuredPublic()) {
            var home = places.at(place).home();
            if (rows.stream().noneMatch(row -> row.path().equals(home))
                    && disk.find(home).isPresent()) {
                addActive(rows, home, Optional.of(place));
            }
        }
    }

    private static Optional<Place> placeOf(String text) {
        try {
            return Optional.of(Place.parse(text));
        } catch (BadPlace _) {
            return Optional.empty();
        }
    }

    /** Where a path does not tell the address, the register may know. */
    private void addActive(List<HomeRow> rows, Path home, Optional<Place> place) throws IOException {
        var id = labels.read(home);
        var known = place.isPresent() || id.isEmpty() ? place : register.lastPlace(id.get());
        var mail = known.isPresent() ? places.at(known.get()).mail() : home;
        rows.add(new HomeRow(HomeState.ACTIVE, id, known, home, Optional.empty(), Optional.empty(), "", counted(mail)));
    }

    /** By the quota's file: the sum of its lines after the first. */
    private OptionalLong counted(Path mail) throws IOException {
        try {
            var lines = new String(disk.readAll(mail.resolve("maildirsize")), StandardCharsets.US_ASCII).lines();
            return OptionalLong.of(lines.skip(1)
                    .mapToLong(line -> Long.parseLong(line.strip().split(" +")[0]))
                    .sum());
        } catch (NoSuchFileException | NotDirectoryException | NumberFormatException _) {
            return OptionalLong.empty();
        }
    }

    private long octets(Path path) throws IOException {
        try {
            if (!disk.isRealDirectory(path)) {
                return disk.status(path).size();
            }
        } catch (NoSuchFileException _) {
            return 0;
        }
        long sum = 0;
        for (var name : names(path)) {
            sum += octets(path.resolve(name));
        }
        return sum;
    }

    /** Without what belongs to the server. */
    private List<String> names(Path directory) throws IOException {
        try {
            return disk.list(directory).stream().sorted().toList();
        } catch (NoSuchFileException | NotDirectoryException _) {
            return List.of();
        }
    }

    List<HomeRow> purge(boolean pretend) throws IOException {
        var purged = new ArrayList<HomeRow>();
        for (var entry : cabinet.all(HomeState.BURIED)) {
            var until = settings.retention().map(entry.note().since()::plus);
            if (until.isEmpty() || until.get().isAfter(now) || entry.note().step() != HomeNote.Step.KEPT) {
                continue;
            }
            purged.add(row(entry));
            if (!pretend) {
                cabinet.destroy(entry);
            }
        }
        return purged;
    }
}
