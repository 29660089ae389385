package org.mailloft.storage.stack;

import java.util.List;
import java.util.function.UnaryOperator;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.StoreFactory;
import org.mailloft.storage.Visit;

/**
 * Opens stores in layers: the one that keeps the mail innermost, around it those that check or count. Each layer is a
 * {@link MailStore} that holds the one below; closing the outermost closes all.
 */
public final class StoreStack implements StoreFactory {

    private final StoreFactory innermost;
    private final List<UnaryOperator<MailStore>> layers;

    /** @param layers from the inside out: what counts first, what checks rights last */
    public StoreStack(StoreFactory innermost, List<UnaryOperator<MailStore>> layers) {
        this.innermost = innermost;
        this.layers = List.copyOf(layers);
    }

    @Override
    public MailStore open(MailUser user) {
        return open(user, Visit.UNKNOWN);
    }

    @Override
    public MailStore open(MailUser user, Visit visit) {
        var store = innermost.open(user, visit);
        try {
            for (var layer : layers) {
                store = layer.apply(store);
            }
            return store;
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }
}
