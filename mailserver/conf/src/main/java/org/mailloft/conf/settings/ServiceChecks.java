package org.mailloft.conf.settings;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.mailloft.conf.catalogue.SizeText;
import org.mailloft.conf.file.SectionView;

/** Checks of {@code protocols}, {@code listen} and the services. */
final class ServiceChecks {
    private static final Set<String> TYPES = Set.of("", "log", "config", "anvil", "login", "startup", "worker");
    /** Services of which there can be only one process, because it holds what all others share. */
    private static final Set<String> SINGLE = Set.of("auth", "anvil", "stats", "director", "ipc", "replicator", "log");

    private static final BigInteger MIN_VSZ = BigInteger.valueOf(1024 * 1024);

    private final SectionView top;
    private final Set<String> listeners = new HashSet<>();

    private ServiceChecks(SectionView top) {
        this.top = top;
    }

    /** The first error, as a list of one, or none. */
    static List<String> errors(SectionView top) {
        try {
            new ServiceChecks(top).check();
            return List.of();
        } catch (Wrong e) {
            return List.of(e.getMessage());
        }
    }

    private void check() {
        List<SectionView> services = top.sections("service");
        for (int i = 0; i < services.size(); i++) {
            require(!services.get(i).name().isEmpty(), "Service #" + i + " is missing name");
            require(
                    TYPES.contains(services.get(i).text("type")),
                    "Unknown service type: " + services.get(i).text("type"));
        }
        require(!top.text("listen").isBlank(), "listen can't be set empty");
        Set<String> enabled = new HashSet<>(Protocols.enabled(top));
        Set<String> known = Protocols.known(services);
        for (String protocol : Protocols.enabled(top)) {
            boolean noneAlone = protocol.equals("none") && enabled.size() == 1;
            require(noneAlone || known.contains(protocol), "protocols: Unknown protocol: " + protocol);
        }
        for (SectionView service : services) {
            if (Protocols.isActive(service, enabled)) {
                check(service);
            }
        }
    }

    private void check(SectionView service) {
        String name = "service(" + service.name() + "): ";
        long limit = ServiceLimits.processLimit(top, service);
        require(
                Long.parseLong(service.text("process_min_avail")) <= limit,
                name + "process_min_avail is higher than process_limit");
        BigInteger vsz = SizeText.parse(service.text("vsz_limit"));
        require(vsz.signum() == 0 || vsz.compareTo(MIN_VSZ) >= 0, name + "vsz_limit is too low");
        require(!SINGLE.contains(service.name()) || limit == 1, name + "process_limit must be 1");
        addSockets(service, "unix_listener");
        addSockets(service, "fifo_listener");
        addPorts(service);
    }

    private void addSockets(SectionView service, String type) {
        for (SectionView listener : service.sections(type)) {
            String path = listener.name();
            boolean enabled = !path.isEmpty() && Long.parseLong(listener.text("mode"), 8) != 0;
            if (enabled) {
                add(path.startsWith("/") ? path : top.text("base_dir") + "/" + path);
            }
        }
    }

    private void addPorts(SectionView service) {
        for (SectionView listener : service.sections("inet_listener")) {
            if (!listener.text("port").equals("0")) {
                add(listener.text("port") + ":" + listener.text("address"));
            }
        }
    }

    private void add(String listener) {
        require(listeners.add(listener), "duplicate listener: " + listener);
    }

    private static void require(boolean condition, String error) {
        if (!condition) {
            throw new Wrong(error);
        }
    }

    private static final class Wrong extends RuntimeException {
        Wrong(String message) {
            super(message, null, false, false);
        }
    }
}
