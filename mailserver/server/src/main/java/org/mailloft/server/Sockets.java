package org.mailloft.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.mailloft.conf.settings.ActiveService;
import org.mailloft.net.Endpoint;
import org.mailloft.net.ListenerSettings;

/** Which sockets the active services of a configuration ask for, as far as we serve them. */
final class Sockets {

    private static final int BACKLOG = 511;
    /** Clients that are not logged in yet, from one address; beyond that it is no client. */
    private static final int STRANGERS_PER_IP = 500;

    private Sockets() {}

    /** What is served at a socket. */
    enum Kind {
        IMAP,
        LMTP,
        ADMIN
    }

    /** A socket to be opened. */
    record Wanted(Kind kind, ListenerSettings listener) {}

    /** @throws StartFailure for an address that cannot be resolved */
    static List<Wanted> wanted(List<ActiveService> services) {
        var byName = services.stream().collect(Collectors.toMap(ActiveService::name, service -> service));
        var wanted = new ArrayList<Wanted>();
        for (var service : services) {
            switch (service.name()) {
                case "imap-login" -> addInet(wanted, Kind.IMAP, service, clients(service, byName), true);
                case "lmtp" -> {
                    addInet(wanted, Kind.LMTP, service, capacity(service), false);
                    addUnix(wanted, Kind.LMTP, service);
                }
                case "doveadm" -> {
                    addInet(wanted, Kind.ADMIN, service, capacity(service), false);
                    addUnix(wanted, Kind.ADMIN, service);
                }
                default -> {
                    // a service of Dovecot's that has no sockets with us
                }
            }
        }
        return wanted;
    }

    /** Who is logging in and who is logged in are different processes of Dovecot, but one connection of ours. */
    private static int clients(ActiveService login, Map<String, ActiveService> services) {
        var session = services.get(login.name().replace("-login", ""));
        return (int) Math.min(Integer.MAX_VALUE, (long) capacity(login) + capacity(session));
    }

    private static int capacity(ActiveService service) {
        return (int) Math.min(Integer.MAX_VALUE, service.processLimit() * service.clientLimit());
    }

    private static void addInet(
            List<Wanted> wanted, Kind kind, ActiveService service, int capacity, boolean clientsLogIn) {
        for (var port : service.inetListeners()) {
            for (var address : withoutDoubles(port.addresses())) {
                var endpoint = new Endpoint.Inet(new InetSocketAddress(resolve(address), port.port()));
                wanted.add(new Wanted(
                        kind,
                        new ListenerSettings(
                                service.name(),
                                endpoint,
                                port.tls(),
                                clientsLogIn,
                                capacity,
                                clientsLogIn ? STRANGERS_PER_IP : 0,
                                BACKLOG)));
            }
        }
    }

    /** A socket on {@code ::} takes IPv4 clients too, so that one on {@code *} beside it could not be opened. */
    private static List<String> withoutDoubles(List<String> addresses) {
        return addresses.contains("::")
                ? addresses.stream().filter(address -> !address.equals("*")).toList()
                : addresses;
    }

    private static void addUnix(List<Wanted> wanted, Kind kind, ActiveService service) {
        for (var socket : service.unixListeners()) {
            var endpoint = new Endpoint.Unix(socket.path(), socket.mode(), socket.user(), socket.group());
            wanted.add(new Wanted(
                    kind, new ListenerSettings(service.name(), endpoint, false, false, capacity(service), 0, BACKLOG)));
        }
    }

    private static InetAddress resolve(String address) {
        try {
            return InetAddress.getByName(address.equals("*") ? "0.0.0.0" : address);
        } catch (UnknownHostException e) {
            throw new StartFailure("listen: the address " + address + " cannot be resolved");
        }
    }
}
