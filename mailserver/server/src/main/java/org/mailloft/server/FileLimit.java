package org.mailloft.server;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mailloft.conf.settings.ActiveService;

/** Whether the system lets us have as many open files as a service may have clients. */
final class FileLimit {

    private FileLimit() {}

    /** What the system allows this process; unlimited where it does not tell. */
    static long ofThisProcess() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }

    /** Dovecot's line about it, which names the setting that asks for most. */
    static Optional<String> warning(List<ActiveService> services, long defaultClientLimit, long allowed) {
        return services.stream()
                .max(Comparator.comparingLong(ActiveService::clientLimit))
                .filter(largest -> largest.clientLimit() > allowed)
                .map(largest -> "fd limit (ulimit -n) is lower than required under max. load (" + allowed + " < "
                        + largest.clientLimit() + "), because of "
                        + (largest.clientLimit() == defaultClientLimit
                                ? "default_client_limit"
                                : "service " + largest.name() + " { client_limit }"));
    }
}
