package org.mailloft.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.Namespace.Kind;
import org.mailloft.storage.StoreFactory;
import org.mailloft.storage.acl.AccessControl;
import org.mailloft.storage.acl.AclLayer;
import org.mailloft.storage.home.HomeUsers;
import org.mailloft.storage.home.Place;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who are logged in and what the server remembers of homes: told when a home moves. */
final class Residents implements HomeUsers {

    private static final Logger LOG = LoggerFactory.getLogger(Residents.class);

    private static final int TRIES = 20;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Shared shared;
    private final Supplier<Optional<AclLayer>> shares;
    private final StoreFactory stores;
    private final Function<String, Optional<MailUser>> users;

    /**
     * @param shares who shares what, where rights are checked
     * @param stores with rights, if there are any
     * @param users by address
     */
    Residents(
            Shared shared,
            Supplier<Optional<AclLayer>> shares,
            StoreFactory stores,
            Function<String, Optional<MailUser>> users) {
        this.shared = shared;
        this.shares = shares;
        this.stores = stores;
        this.users = users;
    }

    /** In a public home is nobody; who has a mailbox there open finds it gone. */
    @Override
    public void sendAway(Place place) {
        if (place.kind() == Place.Kind.PRIVATE) {
            shared.sessions()
                    .stop(session -> session.user().equalsIgnoreCase(place.address()), "Mailbox is being moved.");
        }
    }

    @Override
    public void vacate(Path directory) {
        shared.stores().vacate(directory);
        shared.aclCache().forget(directory);
    }

    @Override
    public void left(Place place, Path home) {
        shared.authentication().flushCache(List.of(place.address()));
        if (place.kind() == Place.Kind.PRIVATE) {
            withoutFailing("withdraw", () -> shares.get().ifPresent(layer -> layer.withdraw(place.address())));
        }
    }

    /** What the owner shares is found out from the home itself. */
    @Override
    public void arrived(Place place, Path home) {
        shared.authentication().flushCache(List.of(place.address()));
        shared.aclCache().forget(home);
        if (place.kind() == Place.Kind.PRIVATE) {
            withoutFailing("publish", () -> {
                try (MailStore store = stores.open(new MailUser(place.address(), home, Map.of()))) {
                    AccessControl.of(store).ifPresent(AccessControl::publish);
                }
            });
        }
    }

    /** Rights without the one to see a mailbox are not found in mail of others: nobody has written down who gave them. */
    @Override
    public void renamed(String from, String to) {
        shares.get().ifPresent(layer -> {
            layer.ownersNaming(from).forEach(owner -> renameIn(owner, Kind.PRIVATE, from, to));
            renameIn(from, Kind.PUBLIC, from, to);
        });
    }

    /** Owners may be on the move themselves, so it is tried for a while. */
    private void renameIn(String owner, Kind kind, String from, String to) {
        for (int left = TRIES; left > 0; left--) {
            try {
                // for what is public it does not matter who looks, nor whether there is such a user
                var user = kind == Kind.PUBLIC ? Optional.of(nobody(owner)) : users.apply(owner);
                user.ifPresent(found -> rename(found, kind, from, to));
                return;
            } catch (MailFailure e) {
                if (left == 1 || !pause()) {
                    LOG.error("Rights of {} are not those of {} in mail of {}: {}", from, to, owner, e.clientText());
                    return;
                }
            }
        }
    }

    private static MailUser nobody(String name) {
        return new MailUser(name, Path.of("/nonexistent"), Map.of());
    }

    private void rename(MailUser user, Kind kind, String from, String to) {
        try (MailStore store = stores.open(user)) {
            AccessControl.of(store).ifPresent(control -> store.namespaces().stream()
                    .filter(namespace -> namespace.kind() == kind)
                    .forEach(namespace -> control.rename(namespace, from, to)));
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The home has moved by now; a list of shared mailboxes is made anew with the next change of rights. */
    private static void withoutFailing(String what, Runnable action) {
        try {
            action.run();
        } catch (MailFailure e) {
            LOG.warn("Shared mailboxes of a moved home ({}): {}", what, e.clientText());
        }
    }
}
