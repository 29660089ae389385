package org.mailloft.server;

import java.util.Collection;
import org.mailloft.routing.AddressRouting;
import org.mailloft.routing.Route;
import org.mailloft.routing.Sender;

/** The routing of the configuration that is in force, also for connections that are older. */
final class CurrentRouting implements AddressRouting {

    private volatile AddressRouting current = AddressRouting.NONE;

    void become(AddressRouting other) {
        current = other;
    }

    @Override
    public Route route(String recipient, Sender sender) {
        return current.route(recipient, sender);
    }

    @Override
    public void flush() {
        current.flush();
    }

    @Override
    public void flush(Collection<String> addresses) {
        current.flush(addresses);
    }
}
