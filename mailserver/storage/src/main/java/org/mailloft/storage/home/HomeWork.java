package org.mailloft.storage.home;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what a request about a home means, and has it done. Who calls has claimed all places in question and closed their
 * doors, but for the questions that begin with {@code already}.
 */
final class HomeWork {

    private static final Logger LOG = LoggerFactory.getLogger(Homes.class);

    private final HomeServices services;
    private final SmallFiles files;
    private final HomeLabels labels;
    private final HomePlaces places;
    private final HomeCabinet cabinet;
    private final HomeRegister register;
    private final HomeMover mover;
    private final List<Renaming> renamings = new ArrayList<>();

    /**
     * Rights that others gave go with whom they gave them to, and not with the address. While he has none they wait under
     * a name that nobody can log in with.
     */
    record Renaming(String from, String to) {

        static Renaming away(Place place, Optional<String> owner) {
            return new Renaming(place.address(), waiting(owner.orElse("unknown")));
        }

        static Renaming back(String id, Place place) {
            return new Renaming(waiting(id), place.address());
        }

        private static String waiting(String id) {
            return "former-" + id;
        }
    }

    HomeWork(HomeServices services, HomePlaces places) {
        this.services = services;
        this.files = new SmallFiles(services.disk());
        this.labels = new HomeLabels(services.disk());
        this.places = places;
        this.cabinet = new HomeCabinet(services.disk(), places);
        this.register = new HomeRegister(services.disk(), places);
        this.mover = new HomeMover(services.disk(), services.clock(), places);
    }

    HomePlaces places() {
        return places;
    }

    /** What others are to call the owners of these homes, in order, when all doors are open again. Given out once. */
    List<Renaming> takeRenamings() {
        var taken = List.copyOf(renamings);
        renamings.clear();
        return taken;
    }

    private void hasLeft(HomeFolders folders, Optional<String> owner) {
        if (folders.place().kind() == Place.Kind.PRIVATE) {
            renamings.add(Renaming.away(folders.place(), owner));
        }
    }

    private void hasComeBack(String id, HomeFolders folders) {
        if (folders.place().kind() == Place.Kind.PRIVATE) {
            renamings.add(Renaming.back(id, folders.place()));
        }
    }

    /** What there is to say about a home that is his, or can be his as it stands. */
    Optional<HomeOutcome> alreadyCreated(String id, HomeFolders folders, boolean adopt) throws IOException {
        var home = folders.home();
        if (!files.isDirectory(home)) {
            return Optional.empty();
        }
        var label = labels.read(home);
        if (label.isEmpty() && (adopt || !hasMail(folders))) {
            labels.write(home, id);
            settle(id, folders);
            return Optional.of(HomeOutcome.done("the home that was there has a label now"));
        }
        if (!label.equals(Optional.of(id))) {
            return Optional.empty();
        }
        settle(id, folders);
        return Optional.of(HomeOutcome.nothing(""));
    }

    HomeOutcome create(String id, HomeFolders folders) throws IOException {
        var parked = files.isDirectory(folders.home()) ? park(folders, "its place belongs to " + id) : "";
        if (folders.place().kind() == Place.Kind.PUBLIC) {
            makePublic(id, folders);
        } else {
            files.makeDirectoryLazily(folders.home());
            labels.writeLazily(folders.home(), id);
            services.doors().noteFresh(folders.home());
        }
        if (register.lastPlace(id).isPresent()) {
            hasComeBack(id, folders);
        }
        settle(id, folders);
        return HomeOutcome.done(parked);
    }

    private void makePublic(String id, HomeFolders folders) throws IOException {
        files.makeDirectories(folders.home());
        labels.write(folders.home(), id);
        for (var part : List.of("cur", "new", "tmp")) {
            files.makeDirectories(folders.mail().resolve(".INBOX").resolve(part));
        }
        files.replace(folders.mail().resolve(".INBOX").resolve("maildirfolder"), "");
    }

    /** After a home was made, or when the INBOX of one that is there was never made. */
    boolean needsInbox(HomeOutcome outcome, HomeFolders folders) throws IOException {
        return switch (outcome.kind()) {
            case DONE -> true;
            case NOTHING -> !files.isDirectory(folders.mail().resolve("cur"));
            case BUSY, REFUSED -> false;
        };
    }

    /** From now on this is where an id lives. */
    private void settle(String id, HomeFolders folders) throws IOException {
        if (!register.lastPlace(id).equals(Optional.of(folders.place()))) {
            register.note(id, folders.place());
        }
        services.doors().livesIn(folders.home(), id);
    }

    private String park(HomeFolders folders, String reason) throws IOException {
        var owner = labels.read(folders.home());
        var parked = mover.take(folders, HomeState.PARKED, owner, reason, Optional.empty());
        forget(folders, owner);
        var text = "parked " + folders.place() + " of " + owner.orElse("nobody known") + " as " + parked.name();
        LOG.warn("{}: {}", text, reason);
        return text;
    }

    private void forget(HomeFolders folders, Optional<String> owner) {
        services.doors().hasMovedOut(folders.home(), owner);
        services.users().left(folders.place(), folders.home());
        hasLeft(folders, owner);
    }

    /** Finishes what was begun for an id and interrupted, as far as it does not need another place. */
    void tidy(String id) throws IOException {
        var limbo = cabinet.find(HomeState.LIMBO, id);
        if (limbo.isPresent()) {
            mover.finish(limbo.get());
        }
    }

    /** Takes away all of homes that were half taken away from these places. */
    void tidy(List<HomeFolders> claimed) throws IOException {
        if (!services.doors().hadTrouble()) {
            return;
        }
        var those = claimed.stream().map(HomeFolders::place).toList();
        for (var entry : unfinished()) {
            if (entry.state() != HomeState.LIMBO
                    && entry.note().step() == HomeNote.Step.LEAVING
                    && those.contains(entry.note().place())) {
                mover.finish(entry);
            }
        }
    }

    /** Whether there is nothing to move. */
    boolean alreadyMoved(String id, HomeFolders from, HomeFolders to) throws IOException {
        if (source(id, from, to).isPresent()) {
            return false;
        }
        boolean arrived = isHomeOf(id, to.home());
        if (arrived && !files.isDirectory(from.home())) {
            hasLeft(from, Optional.of(id)); // the command may have been interrupted before it was told
            hasComeBack(id, to);
        }
        return true;
    }

    HomeOutcome move(String id, HomeFolders from, HomeFolders to) throws IOException {
        boolean arrived = isHomeOf(id, to.home());
        var source = source(id, from, to);
        if (source.isEmpty()) {
            return HomeOutcome.nothing(arrived ? "" : "there is no home of " + id);
        }
        if (arrived && hasMail(to)) {
            return HomeOutcome.refused("there is mail of " + id + " at both places");
        }
        mover.checkCompatible(source.get().place(), to);
        var parked = files.isDirectory(to.home()) ? park(to, "its place belongs to " + id) : "";
        var waiting = source.get().stored().isPresent()
                ? source.get().stored().get()
                : takeAlong(id, source.get().folders(), to.place());
        bring(waiting, id, to);
        return HomeOutcome.done(parked);
    }

    private StoredHome takeAlong(String id, HomeFolders from, Place to) throws IOException {
        if (labels.read(from.home()).isEmpty()) {
            labels.write(from.home(), id);
        }
        var taken = mover.take(from, HomeState.LIMBO, Optional.of(id), "moved to " + to, Optional.of(to));
        forget(from, Optional.of(id));
        return taken;
    }

    private void bring(StoredHome waiting, String id, HomeFolders to) throws IOException {
        var from = waiting.note().place();
        mover.bring(waiting, id, to.place());
        services.doors().livesIn(to.home(), id);
        hasComeBack(id, to);
        LOG.info("home of {} moved from {} to {}", id, from, to.place());
    }

    /** The home that is to be moved: at a place, or waiting. */
    private record Source(Place place, HomeFolders folders, Optional<StoredHome> stored) {}

    private Optional<Source> source(String id, HomeFolders from, HomeFolders to) throws IOException {
        boolean arrived = isHomeOf(id, to.home());
        boolean samePlace = from.home().equals(to.home());
        if (isHomeOf(id, from.home())) {
            return samePlace ? Optional.empty() : Optional.of(new Source(from.place(), from, Optional.empty()));
        }
        var waiting = waiting(id, from.place(), arrived && hasMail(to));
        if (waiting.isPresent()) {
            return Optional.of(new Source(waiting.get().note().place(), from, waiting));
        }
        boolean unlabelled =
                files.isDirectory(from.home()) && labels.read(from.home()).isEmpty();
        if (unlabelled && !arrived && !samePlace) {
            return Optional.of(new Source(from.place(), from, Optional.empty()));
        }
        return Optional.empty();
    }

    /**
     * In limbo, or parked.
     *
     * @param settled whether he has mail where he goes; then what is parked stays there
     */
    private Optional<StoredHome> waiting(String id, Place from, boolean settled) throws IOException {
        var limbo = cabinet.find(HomeState.LIMBO, id);
        if (limbo.isPresent() || settled) {
            return limbo;
        }
        return cabinet.all(HomeState.PARKED).stream()
                .filter(entry -> entry.note().id().equals(Optional.of(id))
                        && entry.note().place().equals(from))
                .reduce((_, later) -> later);
    }

    /** Whether a home may be taken away from a place for its owner; what hinders it otherwise. */
    Optional<HomeOutcome> alreadyAway(String id, HomeFolders folders, boolean labelled) throws IOException {
        if (!files.isDirectory(folders.home())) {
            hasLeft(folders, Optional.of(id)); // the command may have been interrupted before it was told
            return Optional.of(HomeOutcome.nothing("there is no home at " + folders.place()));
        }
        var label = labels.read(folders.home());
        if (label.isEmpty() && labelled) {
            return Optional.of(HomeOutcome.nothing("nobody knows whose home is at " + folders.place()));
        }
        return label.filter(owner -> !owner.equals(id))
                .map(owner -> HomeOutcome.nothing("the home at " + folders.place() + " belongs to " + owner));
    }

    HomeOutcome detach(String id, HomeFolders folders) throws IOException {
        if (cabinet.find(HomeState.LIMBO, id).isPresent()) {
            return HomeOutcome.refused("another home of " + id + " is in limbo");
        }
        if (labels.read(folders.home()).isEmpty()) {
            labels.write(folders.home(), id);
        }
        mover.take(folders, HomeState.LIMBO, Optional.of(id), "detached", Optional.empty());
        forget(folders, Optional.of(id));
        LOG.info("home of {} detached from {}", id, folders.place());
        return HomeOutcome.done("");
    }

    HomeOutcome park(String id, HomeFolders folders, String reason) throws IOException {
        var parked = mover.take(folders, HomeState.PARKED, Optional.of(id), reason, Optional.empty());
        forget(folders, Optional.of(id));
        LOG.info("home of {} at {} parked as {}: {}", id, folders.place(), parked.name(), reason);
        return HomeOutcome.done("parked as " + parked.name());
    }

    HomeOutcome bury(String id, HomeFolders folders, String reason) throws IOException {
        var buried = mover.take(folders, HomeState.BURIED, Optional.of(id), reason, Optional.empty());
        forget(folders, Optional.of(id));
        LOG.info("home of {} at {} buried as {}: {}", id, folders.place(), buried.name(), reason);
        return HomeOutcome.done("buried as " + buried.name());
    }

    HomeOutcome setAdopted() throws IOException {
        if (register.isAdopted()) {
            return HomeOutcome.nothing("");
        }
        register.setAdopted();
        return HomeOutcome.done("");
    }

    HomeOutcome restore(String id, String name, HomeFolders to) throws IOException {
        var found = named(name);
        if (found.isEmpty()) {
            return HomeOutcome.refused("there is no home called " + name);
        }
        if (files.isDirectory(to.home())) {
            var label = labels.read(to.home());
            if (label.filter(owner -> !owner.equals(id)).isPresent() || hasMail(to)) {
                return HomeOutcome.refused("there is a home at " + to.place());
            }
        }
        mover.checkCompatible(found.get().note().place(), to);
        var parked = files.isDirectory(to.home()) ? park(to, "made room for " + name) : "";
        bring(found.get(), id, to);
        return HomeOutcome.done(parked);
    }

    private Optional<StoredHome> named(String name) throws IOException {
        if (name.startsWith(".") || name.contains("/")) {
            throw new BadPlace("'" + name + "' is no name of a home");
        }
        for (var state : HomeCabinet.STATES) {
            var found = cabinet.find(state, name);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private boolean isHomeOf(String id, Path home) throws IOException {
        return labels.read(home).equals(Optional.of(id));
    }

    private boolean hasMail(HomeFolders folders) throws IOException {
        return new MailCheck(services.disk()).hasMessages(folders.mail());
    }

    /** What was interrupted. */
    List<StoredHome> unfinished() throws IOException {
        var all = new ArrayList<StoredHome>();
        for (var state : HomeCabinet.STATES) {
            cabinet.sweep(state);
            for (var entry : cabinet.all(state)) {
                if (entry.note().step() != HomeNote.Step.KEPT || HomeMover.isOnItsWay(entry)) {
                    all.add(entry);
                }
            }
        }
        return all;
    }

    /** Goes on with a move that was interrupted. */
    void finish(StoredHome entry) throws IOException {
        var onItsWay = mover.finish(entry);
        if (onItsWay.isEmpty()) {
            return;
        }
        hasLeft(places.at(entry.note().place()), onItsWay.get().note().id());
        var to = places.at(onItsWay.get().note().to().orElseThrow());
        if (files.isDirectory(to.home())) {
            park(to, "its place belongs to " + onItsWay.get().note().id().orElse("somebody else"));
        }
        bring(onItsWay.get(), onItsWay.get().note().id().orElseThrow(), to);
    }
}
