package org.mailloft.storage.home;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.mailloft.storage.disk.Disk;
import org.mailloft.storage.home.HomeFolders.Role;
import org.mailloft.storage.home.HomeNote.Step;

/**
 * Takes homes away from their places and brings them to others. The home itself moves in one instant, by rename; before and
 * after that its note says what is left to do, so that whoever finds it after a crash can {@link #finish} it. The doors of
 * all places in question are closed.
 */
final class HomeMover {

    private final Disk disk;
    private final InstantSource clock;
    private final SmallFiles files;
    private final HomeLabels labels;
    private final HomePlaces places;
    private final HomeCabinet cabinet;
    private final HomeRegister register;

    HomeMover(Disk disk, InstantSource clock, HomePlaces places) {
        this.disk = disk;
        this.clock = clock;
        this.files = new SmallFiles(disk);
        this.labels = new HomeLabels(disk);
        this.places = places;
        this.cabinet = new HomeCabinet(disk, places);
        this.register = new HomeRegister(disk, places);
    }

    /**
     * Takes a home away from its place.
     *
     * @param to where it goes from there, once it has been taken away
     */
    StoredHome take(HomeFolders from, HomeState state, Optional<String> id, String reason, Optional<Place> to)
            throws IOException {
        checkMovable(from);
        var name = cabinet.newName(state, id.orElse(""), from.place(), clock.instant());
        var note = new HomeNote(Step.LEAVING, name, id, from.place(), clock.instant(), reason, to);
        var entry = cabinet.open(state, name, note);
        try {
            disk.rename(from.home(), entry.home());
        } catch (AtomicMoveNotSupportedException _) {
            cabinet.close(entry);
            throw new BadPlace(from.home() + " is on another file system than " + places.store(state));
        }
        return finishLeaving(entry);
    }

    /** A link that says where to go from here would lead elsewhere from there. */
    private void checkMovable(HomeFolders from) throws IOException {
        if (disk.linkTarget(from.home()).filter(target -> !target.isAbsolute()).isPresent()) {
            throw new BadPlace(from.home() + " is a symbolic link with a relative path");
        }
    }

    private StoredHome finishLeaving(StoredHome entry) throws IOException {
        var from = places.at(entry.note().place());
        disk.forceDirectory(entry.directory());
        disk.forceDirectory(from.home().getParent());
        for (var role : from.beside().keySet()) {
            move(from.beside().get(role), from.stored(role, entry.note().name()));
        }
        var kept = entry.with(entry.note().at(Step.KEPT));
        cabinet.write(kept);
        return kept;
    }

    private void move(Path from, Path to) throws IOException {
        if (disk.find(from).isPresent() && disk.find(to).isEmpty()) {
            files.makeDirectories(to.getParent());
            disk.rename(from, to);
            disk.forceDirectory(from.getParent());
            disk.forceDirectory(to.getParent());
        }
    }

    /** Whether a home that was at one place can be brought to another, as far as kinds and directories go. */
    void checkCompatible(Place from, HomeFolders to) throws IOException {
        boolean converts = from.kind() != to.place().kind();
        var source = places.at(from);
        var privates = to.place().kind() == Place.Kind.PRIVATE ? to : source;
        boolean apart = privates.beside().containsKey(Role.MAIL)
                || privates.beside().containsKey(Role.CONTROL)
                || privates.mail().equals(privates.home());
        if (converts && apart) {
            throw new BadPlace("mail_location does not keep all mail in a directory of the home;"
                    + " such a home cannot be turned into a public folder or back");
        }
        for (var role : to.beside().keySet()) {
            if (role != Role.INDEX && disk.find(to.beside().get(role)).isPresent() && !files.isDirectory(to.home())) {
                throw new BadPlace(to.beside().get(role) + " is in the way");
            }
        }
    }

    /** Brings a home to a place where none is. */
    void bring(StoredHome stored, String id, Place to) throws IOException {
        var target = places.at(to);
        if (disk.find(target.home()).isPresent()) {
            throw new FileAlreadyExistsException(target.home().toString());
        }
        var entry = stored.with(stored.note().goingTo(to, id));
        cabinet.write(entry);
        labels.write(entry.home(), id);
        convert(entry, target);
        files.makeDirectories(target.home().getParent());
        try {
            disk.rename(entry.home(), target.home());
        } catch (AtomicMoveNotSupportedException _) {
            cabinet.write(stored);
            throw new BadPlace(target.home().getParent() + " is on another file system than " + entry.directory());
        }
        finishArriving(entry, target);
    }

    /**
     * Goes on with what was interrupted.
     *
     * @return the home, when it is to be brought somewhere
     */
    Optional<StoredHome> finish(StoredHome entry) throws IOException {
        boolean here = disk.find(entry.home()).isPresent();
        return switch (entry.note().step()) {
            case LEAVING -> {
                if (here) {
                    yield Optional.of(finishLeaving(entry)).filter(HomeMover::isOnItsWay);
                }
                cabinet.close(entry);
                yield Optional.empty();
            }
            case KEPT -> Optional.of(entry).filter(HomeMover::isOnItsWay);
            case ARRIVING -> {
                if (here) {
                    yield Optional.of(entry);
                }
                finishArriving(entry, places.at(entry.note().to().orElseThrow()));
                yield Optional.empty();
            }
        };
    }

    static boolean isOnItsWay(StoredHome entry) {
        return entry.note().to().isPresent();
    }

    private void convert(StoredHome entry, HomeFolders target) throws IOException {
        var from = entry.note().place();
        if (from.kind() == target.place().kind()) {
            return;
        }
        var conversion = new HomeConversion(disk);
        if (from.kind() == Place.Kind.PRIVATE) {
            var source = places.at(from);
            conversion.toPublic(entry.home(), source.home().relativize(source.mail()));
        } else {
            conversion.toPrivate(entry.home(), target.home().relativize(target.mail()));
        }
    }

    private void finishArriving(StoredHome entry, HomeFolders target) throws IOException {
        disk.forceDirectory(target.home().getParent());
        disk.forceDirectory(entry.directory());
        var source = places.at(entry.note().place());
        for (var role : source.beside().keySet()) {
            var waiting = source.stored(role, entry.note().name());
            if (disk.find(waiting).isEmpty()) {
                continue;
            }
            if (role == Role.INDEX && target.beside().containsKey(role)) {
                files.removeTree(target.beside().get(role)); // left by a home that is not there any more
            }
            if (target.beside().containsKey(role)) {
                move(waiting, target.beside().get(role));
            } else {
                files.removeTree(waiting); // an index, which the mail can do without
            }
        }
        register.note(entry.note().id().orElseThrow(), target.place());
        cabinet.close(entry);
    }
}
