package org.mailloft.storage.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.StorageSettings;
import org.mailloft.storage.StoreFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the mail of users whose home is theirs. Around the stores on disk and below all layers, so that no protocol comes
 * in another way. Users to whom the database gives no {@code mail_id} live where it says, as with Dovecot.
 */
public final class HomeStores implements StoreFactory {

    private static final Logger LOG = LoggerFactory.getLogger(HomeStores.class);

    private final StoreFactory stores;
    private final HomeServices services;
    private final HomeSettings settings;
    private final StorageSettings storage;
    private final HomeLabels labels;
    private final SmallFiles files;

    /** @param stores makes what is missing in a home, but the home itself only for users without an id */
    public HomeStores(StoreFactory stores, HomeSettings settings, StorageSettings storage, HomeServices services) {
        this.stores = stores;
        this.services = services;
        this.settings = settings;
        this.storage = storage;
        this.labels = new HomeLabels(services.disk());
        this.files = new SmallFiles(services.disk());
    }

    @Override
    public MailStore open(MailUser user) {
        var id = HomeDoors.id(user);
        if (id.isPresent() && !services.doors().owner(user.home()).equals(id)) {
            admit(user, HomeLabels.id(id.get()));
        }
        if (services.doors().isFresh(user.home())) {
            keep(user);
        }
        return stores.open(user);
    }

    /** Mail never gets into a home whose label could be lost. */
    private void keep(MailUser user) {
        try (var _ = services.doors().alone(user.home())) {
            if (services.doors().isFresh(user.home())) {
                labels.force(user.home());
                services.doors().noteDurable(user.home());
            }
        } catch (NoSuchFileException _) {
            services.doors().noteDurable(user.home()); // moved away by now
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void admit(MailUser user, String id) {
        try (var _ = services.doors().enter(user, user.home());
                var _ = services.doors().alone(user.home())) {
            var label = labels.read(user.home());
            if (label.equals(Optional.of(id))) {
                noteIfLost(user, id);
                services.doors().livesIn(user.home(), id);
            } else if (label.isPresent()) {
                throw refusal(user, "belongs to " + label.get() + " and not to " + id);
            } else if (!files.isDirectory(user.home()) || isAdopted() && hasNoMail(user)) {
                moveIn(user, id);
            } else if (isAdopted()) {
                throw refusal(user, "belongs to nobody known, and not to " + id);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The register is not durable at once, and decides whether somebody may move in elsewhere. */
    private void noteIfLost(MailUser user, String id) throws IOException {
        var register = register();
        if (register.isPresent() && register.get().lastPlace(id).isEmpty()) {
            register.get().noteIfHome(id, user);
        }
    }

    /** Nobody gets a second home by himself: the one he has will be brought here. */
    private void moveIn(MailUser user, String id) throws IOException {
        var register = register();
        if (register.isPresent()) {
            var waiting = register.get().isWaiting(id);
            var elsewhere = register.get().home(id).filter(home -> !home.home().equals(user.home()));
            if (waiting || elsewhere.isPresent()) {
                throw refusal(
                        user,
                        "is not there yet: that of " + id + " is "
                                + elsewhere.map(home -> "at " + home.place()).orElse("in limbo"));
            }
        }
        files.makeDirectories(user.home());
        labels.write(user.home(), id);
        if (register.isPresent()) {
            register.get().noteIfHome(id, user);
        }
        services.doors().livesIn(user.home(), id);
    }

    private MailFailure refusal(MailUser user, String why) {
        if (services.doors().isNews(user.home(), why)) {
            LOG.error("The home of {} is not handed out: {} {}", user.name(), user.home(), why);
        }
        return new MailFailure(MailFailure.Reason.UNAVAILABLE, "Mailbox is not available now, try again later");
    }

    private boolean isAdopted() throws IOException {
        var register = register();
        return register.isPresent() && register.get().isAdopted();
    }

    /** What a power failure can leave of a home that was just made. */
    private boolean hasNoMail(MailUser user) throws IOException {
        try {
            var folders = new HomePlaces(settings, storage).at(Place.ofAddress(user.name()));
            return folders.home().equals(user.home()) && !new MailCheck(services.disk()).hasMessages(folders.mail());
        } catch (BadPlace _) {
            return false; // nobody knows where his mail would be
        }
    }

    /** Empty where the configuration does not say where homes are. */
    private Optional<HomeRegister> register() {
        try {
            return Optional.of(new HomeRegister(services.disk(), new HomePlaces(settings, storage)));
        } catch (BadPlace _) {
            return Optional.empty();
        }
    }
}
