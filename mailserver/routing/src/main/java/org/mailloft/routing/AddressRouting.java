package org.mailloft.routing;

import java.util.Collection;
import java.util.List;

/** Says where mail to an address goes. Thread safe; may wait for a directory, but not for long. */
public interface AddressRouting {

    /** Where there is no directory to ask: knows nobody. */
    AddressRouting NONE = new AddressRouting() {
        @Override
        public Route route(String recipient, Sender sender) {
            return new Route.Unknown(Route.Unknown.Why.NO_SUCH_DOMAIN, List.of());
        }

        @Override
        public void flush() {}
    };

    /**
     * The way of one address, groups, lists and forwards followed to their ends. Every place comes once, however many ways
     * lead to it.
     *
     * @param recipient the address as in an envelope, without quotes and detail, in any case
     * @param sender who wants to write; some addresses are only for some
     */
    Route route(String recipient, Sender sender);

    /** Forgets what was asked before: the directory has changed. */
    void flush();

    /** Forgets what was asked about these addresses and names of users, in any case. */
    default void flush(Collection<String> addresses) {
        flush();
    }
}
