package org.mailloft.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.mailloft.net.Endpoint;
import org.mailloft.net.ListenerSettings;

/**
 * Which sockets a configuration asks for.
 *
 * @param settings the configuration
 */
record Sockets(ServerSettings settings) {

    private static final int BACKLOG = 511;
    /** Clients that are not logged in yet, from one address; beyond that it is no client. */
    private static final int STRANGERS_PER_IP = 500;

    /** What is served at a socket. */
    enum Kind {
        IMAP,
        LMTP,
        ADMIN
    }

    /** A socket to be opened. */
    record Wanted(Kind kind, ListenerSettings listener) {}

    /** Every socket that the protocols we serve ask for. */
    List<Wanted> wanted() {
        var wanted = new ArrayList<Wanted>();
        if (settings.protocols().contains("imap")) {
            int capacity = add(
                    settings.service("imap-login").capacity(settings),
                    settings.service("imap").capacity(settings));
            inet(wanted, Kind.IMAP, settings.service("imap-login"), capacity, true);
        }
        if (settings.protocols().contains("lmtp")) {
            var lmtp = settings.service("lmtp");
            inet(wanted, Kind.LMTP, lmtp, lmtp.capacity(settings), false);
            unix(wanted, Kind.LMTP, lmtp, lmtp.capacity(settings));
        }
        var doveadm = settings.service("doveadm");
        inet(wanted, Kind.ADMIN, doveadm, doveadm.capacity(settings), false);
        unix(wanted, Kind.ADMIN, doveadm, 0);
        return wanted;
    }

    private static int add(int a, int b) {
        return (int) Math.min(Integer.MAX_VALUE, (long) a + b);
    }

    private void inet(
            List<Wanted> wanted, Kind kind, ServerSettings.Service service, int capacity, boolean clientsLogIn) {
        for (var listener : service.inetListeners()) {
            if (listener.port() == 0 || listener.ssl() && settings.isTlsOff()) {
                continue;
            }
            var addresses = listener.address().isEmpty() ? settings.listen() : listener.address();
            for (var address : addresses) {
                var endpoint = new Endpoint.Inet(new InetSocketAddress(resolve(address), listener.port()));
                wanted.add(new Wanted(
                        kind,
                        new ListenerSettings(
                                service.name(),
                                endpoint,
                                listener.ssl(),
                                clientsLogIn,
                                capacity,
                                clientsLogIn ? STRANGERS_PER_IP : 0,
                                BACKLOG)));
            }
        }
    }

    private void unix(List<Wanted> wanted, Kind kind, ServerSettings.Service service, int capacity) {
        for (var listener : service.unixListeners()) {
            if (listener.mode() == 0) {
                continue;
            }
            var endpoint = new Endpoint.Unix(
                    settings.baseDir().resolve(listener.path()), listener.mode(), listener.user(), listener.group());
            wanted.add(new Wanted(
                    kind, new ListenerSettings(service.name(), endpoint, false, false, capacity, 0, BACKLOG)));
        }
    }

    private static InetAddress resolve(String address) {
        try {
            return InetAddress.getByName(
                    switch (address) {
                        case "*" -> "0.0.0.0";
                        case "[::]" -> "::";
                        default -> address;
                    });
        } catch (UnknownHostException e) {
            throw new StartFailure("listen: the address " + address + " cannot be resolved");
        }
    }
}
