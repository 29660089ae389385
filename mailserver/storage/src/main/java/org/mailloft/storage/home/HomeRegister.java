package org.mailloft.storage.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.disk.Disk;

/**
 * What is written down about all homes together: where each id was last seen, and whether all homes have labels by now.
 * Where somebody lives is a hint; the label in the home decides.
 */
final class HomeRegister {

    private final Disk disk;
    private final SmallFiles files;
    private final HomeLabels labels;
    private final HomePlaces places;

    HomeRegister(Disk disk, HomePlaces places) {
        this.disk = disk;
        this.files = new SmallFiles(disk);
        this.labels = new HomeLabels(disk);
        this.places = places;
    }

    private Path ids() {
        return places.notes().resolve("ids");
    }

    private Path marker() {
        return places.notes().resolve("adopted");
    }

    void note(String id, Place place) throws IOException {
        files.makeDirectories(ids());
        files.replaceLazily(ids().resolve(id), place + "\n");
    }

    /** Where an id has its home in use, as far as is known. */
    Optional<HomeFolders> home(String id) throws IOException {
        var place = lastPlace(id);
        if (place.isEmpty()) {
            return Optional.empty();
        }
        var folders = places.at(place.get());
        return labels.read(folders.home()).filter(id::equals).map(_ -> folders);
    }

    /** As {@link #note}, for a user who lives where his address says. */
    void noteIfHome(String id, MailUser user) throws IOException {
        try {
            var place = Place.ofAddress(user.name());
            if (places.at(place).home().equals(user.home())) {
                note(id, place);
            }
        } catch (BadPlace _) {
            // the database puts him elsewhere
        }
    }

    /** Whether the home of an id is on its way to another place. */
    boolean isWaiting(String id) throws IOException {
        return disk.find(StoredHome.homeIn(places.store(HomeState.LIMBO).resolve(id)))
                .isPresent();
    }

    Optional<Place> lastPlace(String id) throws IOException {
        try {
            var text = new String(disk.readAll(ids().resolve(id)), StandardCharsets.UTF_8);
            return Optional.of(Place.parse(text.strip()));
        } catch (NoSuchFileException | BadPlace _) {
            return Optional.empty();
        }
    }

    /** Whether a home without a label is nobody's. */
    boolean isAdopted() throws IOException {
        return disk.find(marker()).isPresent();
    }

    void setAdopted() throws IOException {
        files.makeDirectories(places.notes());
        files.replace(marker(), "");
    }
}
