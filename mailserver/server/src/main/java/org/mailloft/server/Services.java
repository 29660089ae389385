package org.mailloft.server;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mailloft.admin.ServiceStatus;
import org.mailloft.conf.settings.ActiveService;
import org.mailloft.net.Capacity;
import org.mailloft.net.netty.Clients;

/**
 * Whom each service has as clients, and how many it may have. Outlives configurations: who is connected stays, also to a
 * service that is switched off. Thread safe.
 */
final class Services implements AutoCloseable {

    private final Map<String, Clients> clients = new HashMap<>();
    private List<ActiveService> active = List.of();

    /** From now on these limits hold, for newcomers. */
    synchronized void become(List<ActiveService> services) {
        active = services;
        for (var service : services) {
            Optional.ofNullable(clients.get(service.name())).ifPresent(those -> those.become(capacity(service)));
        }
    }

    /** The clients of the service that a socket belongs to. */
    synchronized Clients of(Sockets.Wanted socket, List<ActiveService> services) {
        var byName = services.stream().collect(Collectors.toMap(ActiveService::name, Function.identity()));
        var sessions = socket.kind().sessions().map(name -> of(name, Optional.empty(), byName));
        return of(socket.service(), sessions, byName);
    }

    private Clients of(String name, Optional<Clients> sessions, Map<String, ActiveService> services) {
        return clients.computeIfAbsent(name, _ -> {
            var capacity = Optional.ofNullable(services.get(name))
                    .map(Services::capacity)
                    .orElse(Capacity.UNLIMITED);
            return sessions.map(those -> Clients.loggingIn(name, capacity, those))
                    .orElseGet(() -> Clients.of(name, capacity));
        });
    }

    private static Capacity capacity(ActiveService service) {
        return new Capacity(service.processLimit(), service.clientLimit(), service.serviceCount());
    }

    /** All services of the configuration, with the processes that Dovecot would have for their clients. */
    synchronized List<ServiceStatus> status() {
        return active.stream().map(this::status).toList();
    }

    private ServiceStatus status(ActiveService service) {
        var those = Optional.ofNullable(clients.get(service.name()));
        long count = those.map(Clients::count).orElse(0);
        long limit = service.clientLimit();
        return new ServiceStatus(
                service.name(),
                (count + limit - 1) / limit,
                count % limit == 0 ? 0 : 1,
                service.processLimit(),
                limit,
                those.flatMap(Clients::lastWarning),
                those.map(Clients::hasWaiting).orElse(false),
                those.map(Clients::total).orElse(0L));
    }

    /** Says goodbye to everybody. */
    @Override
    public void close() {
        List<Clients> all;
        synchronized (this) {
            all = List.copyOf(clients.values());
        }
        all.forEach(those -> those.stop("Server shutting down."));
        all.forEach(Clients::close);
    }
}
