package org.mailloft.imap;

import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import org.mailloft.auth.Authentication;
import org.mailloft.conf.Network;
import org.mailloft.net.Connection;
import org.mailloft.net.SessionHandler;
import org.mailloft.net.SessionRegistry;
import org.mailloft.storage.StoreFactory;

/** IMAP for any number of connections: what their sessions share. Immutable. */
public final class ImapService implements SessionHandler {

    private final ImapSettings settings;
    private final Authentication authentication;
    private final StoreFactory stores;
    private final SessionRegistry registry;
    private final CommandTable commands;
    private final Clock clock;
    private final List<Network> trusted;

    /**
     * @param settings for the sessions that begin with it
     * @param authentication who may log in
     * @param stores where mail is
     * @param registry of everybody logged in
     * @param commands what clients can ask for
     * @param clock for logs, statistics and the time zone of INTERNALDATE
     * @throws IllegalArgumentException when a trusted network cannot be understood
     */
    public ImapService(
            ImapSettings settings,
            Authentication authentication,
            StoreFactory stores,
            SessionRegistry registry,
            CommandTable commands,
            Clock clock) {
        this.settings = settings;
        this.authentication = authentication;
        this.stores = stores;
        this.registry = registry;
        this.commands = commands;
        this.clock = clock;
        this.trusted = settings.trustedNetworks().stream()
                .map(network -> Network.parse(network, Network::systemLookup))
                .toList();
    }

    @Override
    public void serve(Connection connection) {
        new SessionLoop(new ImapSession(this, connection)).run();
    }

    public ImapSettings settings() {
        return settings;
    }

    public Authentication authentication() {
        return authentication;
    }

    public Clock clock() {
        return clock;
    }

    StoreFactory stores() {
        return stores;
    }

    SessionRegistry registry() {
        return registry;
    }

    CommandTable commands() {
        return commands;
    }

    /** Whether clients there are taken for secure: {@code login_trusted_networks}. */
    boolean isTrusted(InetAddress client) {
        return trusted.stream().anyMatch(network -> network.contains(client));
    }
}
