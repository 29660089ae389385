package org.mailloft.storage.home;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.StorageSettings;
import org.mailloft.storage.StoreFactory;
import org.mailloft.storage.disk.Disk;

/** Makes homes, moves them and sets them aside, for one configuration. Any thread. */
public final class Homes {

    private final HomeSettings settings;
    private final StorageSettings storage;
    private final Disk disk;
    private final SmallFiles files;
    private final HomeLabels labels;
    private final StoreFactory stores;

    /** @param stores opens mail at a home, to make what the configuration wants to be there */
    public Homes(HomeSettings settings, StorageSettings storage, Disk disk, StoreFactory stores) {
        this.settings = settings;
        this.storage = storage;
        this.disk = disk;
        this.files = new SmallFiles(disk);
        this.labels = new HomeLabels(disk);
        this.stores = stores;
    }

    private interface Step {
        HomeOutcome run(HomePlaces places) throws IOException;
    }

    private HomeOutcome answer(Step step) {
        try {
            return step.run(new HomePlaces(settings, storage));
        } catch (BadPlace e) {
            return HomeOutcome.refused(e.getMessage());
        } catch (IOException e) {
            return HomeOutcome.refused(e.toString());
        }
    }

    /** See the command {@code home create}. */
    public HomeOutcome create(String id, String place, boolean adopt) {
        return answer(places -> create(places.at(Place.parse(place)), HomeLabels.id(id), adopt));
    }

    private HomeOutcome create(HomeFolders folders, String id, boolean adopt) throws IOException {
        if (files.isDirectory(folders.home())) {
            var label = labels.read(folders.home());
            if (label.isPresent() && label.get().equals(id)) {
                return HomeOutcome.nothing("");
            }
            if (label.isPresent() || !adopt) {
                return HomeOutcome.refused("there is a home of somebody else");
            }
            labels.write(folders.home(), id);
            return HomeOutcome.done("adopted");
        }
        files.makeDirectories(folders.home());
        labels.write(folders.home(), id);
        makeMailboxes(folders);
        return HomeOutcome.done("");
    }

    private void makeMailboxes(HomeFolders folders) throws IOException {
        if (folders.place().kind() == Place.Kind.PUBLIC) {
            for (var part : List.of("cur", "new", "tmp")) {
                files.makeDirectories(folders.mail().resolve(".INBOX").resolve(part));
            }
            return;
        }
        try (var store = stores.open(new MailUser(folders.place().address(), folders.home(), Map.of()))) {
            store.status(MailboxName.INBOX);
            store.list();
        }
    }

    /**
     * Somebody to open the mail at a place with, known to a database or not.
     *
     * @return empty when there is no home
     * @throws BadPlace when it is none
     * @throws IOException when the disk cannot be read
     */
    public Optional<MailUser> resident(Place place) throws IOException {
        var home = new HomePlaces(settings, storage).at(place).home();
        return files.isDirectory(home) ? Optional.of(new MailUser(place.address(), home, Map.of())) : Optional.empty();
    }

    private static final Function<String, HomeOutcome> LATER = what -> HomeOutcome.busy(what + " comes soon");

    public HomeOutcome move(String id, String from, String to) {
        return LATER.apply("home move");
    }

    public HomeOutcome detach(String id, String place) {
        return LATER.apply("home detach");
    }

    public HomeOutcome bury(String id, String place, String reason) {
        return LATER.apply("home bury");
    }
}
