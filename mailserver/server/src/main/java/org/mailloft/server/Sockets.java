package org.mailloft.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mailloft.conf.settings.ActiveService;
import org.mailloft.net.Endpoint;
import org.mailloft.net.ListenerSettings;

/** Which sockets the active services of a configuration ask for, as far as we serve them. */
final class Sockets {

    /** What names of sockets of the service auth end with that are not for clients who want passwords to be checked. */
    private static final Set<String> AMONG_PROCESSES = Set.of("login", "tokenlogin", "userdb", "master");

    private Sockets() {}

    /** What is served at a socket, known by the program that Dovecot would run. */
    enum Kind {
        IMAP("imap-login", "imap"),
        LMTP("lmtp", ""),
        ADMIN("doveadm-server", ""),
        QUOTA_STATUS("quota-status", ""),
        AUTH("auth", "");

        private final String program;
        private final String sessions;

        /** @param sessions the service that clients belong to once they have logged in; empty where nobody does */
        Kind(String program, String sessions) {
            this.program = program;
            this.sessions = sessions;
        }

        /** The service that clients go over to when they have logged in. */
        Optional<String> sessions() {
            return Optional.of(sessions).filter(name -> !name.isEmpty());
        }

        static Optional<Kind> of(ActiveService service) {
            var program = Path.of(service.executable().strip().split("\\s+")[0])
                    .getFileName()
                    .toString();
            return Arrays.stream(values())
                    .filter(kind ->
                            kind.program.equals(program) && !service.type().equals("worker"))
                    .findFirst();
        }

        /** Whether it is served at a socket of this name, too: Dovecot's processes have sockets among themselves. */
        boolean isAt(Path socket) {
            var name = socket.getFileName().toString();
            return this != AUTH || !AMONG_PROCESSES.contains(name.substring(name.lastIndexOf('-') + 1));
        }
    }

    /** A socket to be opened. */
    record Wanted(Kind kind, ListenerSettings listener) {

        String service() {
            return listener.name();
        }

        /** Whether it is this socket but for the rights of its file, which can be changed while it is open. */
        boolean isAt(Wanted other) {
            return kind == other.kind
                    && listener.endpoint() instanceof Endpoint.Unix here
                    && other.listener.endpoint() instanceof Endpoint.Unix there
                    && here.path().equals(there.path())
                    && service().equals(other.service());
        }
    }

    /**
     * @param internalUser whom Dovecot's processes run as; a machine that has had no Dovecot has no such user, and what is his
     *     by default is the server's own then
     * @throws StartFailure for an address that cannot be resolved, or a user or group that does not exist
     */
    static List<Wanted> wanted(List<ActiveService> services, String internalUser) {
        var wanted = new ArrayList<Wanted>();
        for (var service : services) {
            Kind.of(service).ifPresent(kind -> {
                addInet(wanted, kind, service);
                addUnix(wanted, kind, service, internalUser);
            });
        }
        return wanted;
    }

    /** The protocols that clients find here, in order of their names. */
    static SortedSet<String> served(List<ActiveService> services) {
        return services.stream()
                .filter(service -> Kind.of(service).isPresent())
                .map(ActiveService::protocol)
                .filter(protocol -> !protocol.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** For the log: what the configuration wants to be served and is not, as it is unknown here. */
    static List<String> unserved(List<ActiveService> services) {
        var served = served(services);
        Set<String> protocols = new TreeSet<>();
        var lines = new ArrayList<String>();
        for (var service : services) {
            if (!service.protocol().isEmpty() && !served.contains(service.protocol())) {
                protocols.add(service.protocol());
            } else if (Kind.of(service).isEmpty() && !service.inetListeners().isEmpty()) {
                lines.add("service " + service.name() + " is not served by this version, its ports stay closed");
            }
        }
        protocols.forEach(
                name -> lines.add("protocols: " + name + " is not served by this version, its ports stay closed"));
        return lines;
    }

    private static void addInet(List<Wanted> wanted, Kind kind, ActiveService service) {
        for (var port : service.inetListeners()) {
            for (var address : withoutDoubles(port.addresses())) {
                var endpoint = new Endpoint.Inet(new InetSocketAddress(resolve(address), port.port()));
                wanted.add(new Wanted(kind, new ListenerSettings(service.name(), endpoint, port.tls())));
            }
        }
    }

    /** A socket on {@code ::} takes IPv4 clients too, so that one on {@code *} beside it could not be opened. */
    private static List<String> withoutDoubles(List<String> addresses) {
        return addresses.contains("::")
                ? addresses.stream().filter(address -> !address.equals("*")).toList()
                : addresses;
    }

    private static void addUnix(List<Wanted> wanted, Kind kind, ActiveService service, String internalUser) {
        for (var socket : service.unixListeners()) {
            if (!kind.isAt(socket.path())) {
                continue;
            }
            var user = socket.user().equals(internalUser) && !Accounts.exists(internalUser, false) ? "" : socket.user();
            requireAccount(service, socket, "User", "user", user);
            requireAccount(service, socket, "Group", "group", socket.group());
            var endpoint = new Endpoint.Unix(socket.path(), socket.mode(), user, socket.group());
            wanted.add(new Wanted(kind, new ListenerSettings(service.name(), endpoint, false)));
        }
    }

    private static void requireAccount(
            ActiveService service, ActiveService.Socket socket, String what, String setting, String name) {
        if (!name.isEmpty() && !Accounts.exists(name, setting.equals("group"))) {
            throw new StartFailure("service(" + service.name() + ") " + what + " doesn't exist: " + name
                    + " (See service " + service.name() + " { unix_listener " + socket.path() + " { " + setting
                    + " } } setting)");
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
