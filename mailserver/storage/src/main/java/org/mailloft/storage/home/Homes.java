package org.mailloft.storage.home;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.StorageSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes homes, moves them and sets them aside, for one configuration. Whatever is asked may be asked again: what has been
 * done already is found done. Two homes are never made one. Any thread.
 */
public final class Homes {

    private static final Logger LOG = LoggerFactory.getLogger(Homes.class);

    private final HomeSettings settings;
    private final StorageSettings storage;
    private final HomeServices services;

    public Homes(HomeSettings settings, StorageSettings storage, HomeServices services) {
        this.settings = settings;
        this.storage = storage;
        this.services = services;
    }

    /**
     * Makes a home, in which mailboxes appear when it is opened. What stands there of somebody else is parked.
     *
     * @param adopt whether mail without a label that is there is his
     */
    public HomeOutcome create(String id, String place, boolean adopt) {
        return create(id, place, adopt, false);
    }

    /**
     * The same.
     *
     * @param bare with an INBOX at once, for a folder that others look into
     */
    public HomeOutcome create(String id, String place, boolean adopt, boolean bare) {
        return answer(work -> {
            var owner = HomeLabels.id(id);
            var folders = work.places().at(Place.parse(place));
            var outcome = claiming(work, owner, List.of(folders), () -> {
                var already = work.alreadyCreated(owner, folders, adopt);
                return already.isPresent()
                        ? already.get()
                        : behindClosedDoors(List.of(folders), () -> work.create(owner, folders));
            });
            if (bare && folders.place().kind() == Place.Kind.PRIVATE && work.needsInbox(outcome, folders)) {
                makeInbox(folders);
            }
            return outcome;
        });
    }

    private void makeInbox(HomeFolders folders) {
        var user = new MailUser(folders.place().address(), folders.home(), Map.of());
        try (var store = services.stores().open(user)) {
            store.status(MailboxName.INBOX);
        }
    }

    /** Brings a home from one place to another, or from where it waits; from a place to itself only the latter. */
    public HomeOutcome move(String id, String from, String to) {
        return answer(work -> {
            var owner = HomeLabels.id(id);
            var source = work.places().at(Place.parse(from));
            var target = work.places().at(Place.parse(to));
            var both = source.home().equals(target.home()) ? List.of(target) : List.of(source, target);
            var outcome = claiming(work, owner, both, () -> {
                work.tidy(owner);
                return work.alreadyMoved(owner, source, target)
                        ? HomeOutcome.nothing("there is no home to move")
                        : behindClosedDoors(both, () -> work.move(owner, source, target));
            });
            return arrived(outcome, target);
        });
    }

    private HomeOutcome arrived(HomeOutcome outcome, HomeFolders folders) {
        if (outcome.kind() == HomeOutcome.Kind.DONE) {
            services.users().arrived(folders.place(), folders.home());
        }
        return outcome;
    }

    /** Takes a home away from its place until it is moved to another one. */
    public HomeOutcome detach(String id, String place) {
        return away(id, place, false, HomeWork::detach);
    }

    /** Takes a home away from its place and keeps it, until it is restored or its owner comes back to the place. */
    public HomeOutcome park(String id, String place, String reason) {
        return away(id, place, true, (work, owner, folders) -> work.park(owner, folders, reason));
    }

    /** Takes a home away from its place, to be removed when its time is over. */
    public HomeOutcome bury(String id, String place, String reason) {
        return away(id, place, true, (work, owner, folders) -> work.bury(owner, folders, reason));
    }

    private interface Removal {
        HomeOutcome run(HomeWork work, String id, HomeFolders folders) throws IOException;
    }

    private HomeOutcome away(String id, String place, boolean labelled, Removal removal) {
        return answer(work -> {
            var owner = HomeLabels.id(id);
            var folders = work.places().at(Place.parse(place));
            return claiming(work, owner, List.of(folders), () -> {
                work.tidy(owner);
                var already = work.alreadyAway(owner, folders, labelled);
                return already.isPresent()
                        ? already.get()
                        : behindClosedDoors(List.of(folders), () -> removal.run(work, owner, folders));
            });
        });
    }

    /** Brings a home that was parked, buried or left in limbo to a place where no mail is. */
    public HomeOutcome restore(String id, String name, String place) {
        return answer(work -> {
            var owner = HomeLabels.id(id);
            var folders = work.places().at(Place.parse(place));
            var outcome = claiming(
                    work,
                    owner,
                    List.of(folders),
                    () -> behindClosedDoors(List.of(folders), () -> work.restore(owner, name, folders)));
            return arrived(outcome, folders);
        });
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
        return new SmallFiles(services.disk()).isDirectory(home)
                ? Optional.of(new MailUser(place.address(), home, Map.of()))
                : Optional.empty();
    }

    /** From now on a home without a label is nobody's. */
    public HomeOutcome adopted() {
        return answer(HomeWork::setAdopted);
    }

    /** Homes in a state, or all; none when the configuration does not say where they are. */
    public List<HomeRow> list(Optional<HomeState> state) throws IOException {
        var listing = listing();
        return listing.isPresent() ? listing.get().rows(state) : List.of();
    }

    /**
     * Removes buried homes whose time is over.
     *
     * @param pretend only tells which ones
     */
    public List<HomeRow> purge(boolean pretend) throws IOException {
        var listing = listing();
        return listing.isPresent() ? listing.get().purge(pretend) : List.of();
    }

    private Optional<HomeListing> listing() {
        try {
            return Optional.of(new HomeListing(services, new HomePlaces(settings, storage), settings));
        } catch (BadPlace _) {
            return Optional.empty();
        }
    }

    /** Goes on with moves that were interrupted when the server ended. Where that fails, doors stay closed. */
    public void recover() {
        try {
            var work = new HomeWork(services, new HomePlaces(settings, storage));
            for (var entry : work.unfinished()) {
                recover(work, entry);
            }
        } catch (BadPlace _) {
            // a configuration without places for homes has none
        } catch (IOException e) {
            LOG.error("Interrupted moves of homes cannot be found: {}", e.toString());
        }
    }

    private void recover(HomeWork work, StoredHome entry) {
        var directories = new ArrayList<Path>();
        try {
            directories.addAll(work.places().at(entry.note().place()).all());
            entry.note()
                    .to()
                    .ifPresent(to -> directories.addAll(work.places().at(to).all()));
            services.doors().shut(directories);
            work.finish(entry);
            services.doors().open(directories);
            rename(work);
            entry.note().to().map(work.places()::at).ifPresent(to -> services.users()
                    .arrived(to.place(), to.home()));
            LOG.info("An interrupted move was finished: {} {}", entry.state().word(), entry.name());
        } catch (IOException | RuntimeException e) {
            LOG.error("The home in {} cannot be moved: {}", entry.directory(), e.toString());
        }
    }

    private interface Request {
        HomeOutcome run(HomeWork work) throws IOException;
    }

    private interface Step {
        HomeOutcome run() throws IOException;
    }

    private HomeOutcome answer(Request request) {
        try {
            var work = new HomeWork(services, new HomePlaces(settings, storage));
            try {
                return request.run(work);
            } finally {
                rename(work);
            }
        } catch (BadPlace e) {
            return HomeOutcome.refused(e.getMessage());
        } catch (MailFailure e) {
            return HomeOutcome.busy(e.clientText());
        } catch (IOException e) {
            services.doors().noteTrouble();
            LOG.error("A home cannot be changed", e);
            return HomeOutcome.busy(e.toString());
        }
    }

    private void rename(HomeWork work) {
        work.takeRenamings().forEach(renaming -> services.users().renamed(renaming.from(), renaming.to()));
    }

    private HomeOutcome claiming(HomeWork work, String id, List<HomeFolders> places, Step step) throws IOException {
        var keys = new HashSet<Object>(Set.of(id));
        places.forEach(folders -> keys.add(folders.home()));
        var claim = services.doors().claim(keys);
        if (claim.isEmpty()) {
            return HomeOutcome.busy("another command is at it");
        }
        try (var _ = claim.get()) {
            work.tidy(places);
            return step.run();
        }
    }

    private HomeOutcome behindClosedDoors(List<HomeFolders> places, Step step) throws IOException {
        var directories = new ArrayList<Path>();
        places.forEach(folders -> directories.addAll(folders.all()));
        var doors = services.doors();
        doors.shut(directories);
        try {
            places.forEach(folders -> services.users().sendAway(folders.place()));
            if (!doors.awaitEmpty(directories, services.patience())) {
                return HomeOutcome.busy("somebody is using it");
            }
            directories.forEach(services.users()::vacate);
            return step.run();
        } finally {
            doors.open(directories);
        }
    }
}
