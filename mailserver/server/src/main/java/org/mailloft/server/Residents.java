package org.mailloft.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailUser;
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

    private final Shared shared;
    private final Supplier<Optional<AclLayer>> shares;
    private final StoreFactory stores;

    /**
     * @param shares who shares what, where rights are checked
     * @param stores with rights, if there are any
     */
    Residents(Shared shared, Supplier<Optional<AclLayer>> shares, StoreFactory stores) {
        this.shared = shared;
        this.shares = shares;
        this.stores = stores;
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

    /** The home has moved by now; a list of shared mailboxes is made anew with the next change of rights. */
    private static void withoutFailing(String what, Runnable action) {
        try {
            action.run();
        } catch (MailFailure e) {
            LOG.warn("Shared mailboxes of a moved home ({}): {}", what, e.clientText());
        }
    }
}
