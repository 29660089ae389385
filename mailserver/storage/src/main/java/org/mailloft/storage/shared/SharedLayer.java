package org.mailloft.storage.shared;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.NamespaceSettings;
import org.mailloft.storage.OwnFlags;
import org.mailloft.storage.StoreFactory;

/**
 * Shows users the mail of others in the namespaces configured for that. It asks nobody whether they may: only to be used
 * below the layer that checks rights.
 */
public final class SharedLayer implements UnaryOperator<MailStore> {

    private final List<SharedSettings> namespaces;
    private final StoreFactory stores;
    private final Function<String, Optional<MailUser>> users;
    private final OwnPlaces ownPlaces;

    /** Knows what a reader keeps for himself of a mailbox, given its namespace's location, owner and name on disk. */
    public interface OwnPlaces {
        Optional<OwnFlags> of(MailUser reader, String location, String owner, String storedName);
    }

    /**
     * @param stores open the mail of others, with all that counts or guards it
     * @param users finds a user by login name
     */
    public SharedLayer(
            List<NamespaceSettings> namespaces,
            StoreFactory stores,
            Function<String, Optional<MailUser>> users,
            OwnPlaces ownPlaces) {
        this.ownPlaces = ownPlaces;
        this.namespaces = SharedSettings.of(namespaces);
        this.stores = stores;
        this.users = users;
    }

    @Override
    public MailStore apply(MailStore store) {
        return namespaces.isEmpty() ? store : new SharedStore(store, namespaces, this::openMailOf, ownPlaces);
    }

    private Optional<MailStore> openMailOf(String owner) {
        return users.apply(owner).map(stores::open);
    }
}
