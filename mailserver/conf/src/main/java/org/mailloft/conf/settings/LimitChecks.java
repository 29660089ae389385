package org.mailloft.conf.settings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailloft.conf.file.SectionView;

/**
 * Whether {@code auth} and {@code anvil} may have as many clients as the services around them may have processes. Every
 * login process is a client of both.
 */
final class LimitChecks {
    private static final int ANVIL_OWN_CLIENTS = 2;

    private LimitChecks() {}

    static List<String> warnings(SectionView top) {
        Set<String> enabled = new HashSet<>(Protocols.enabled(top));
        List<SectionView> services = top.sections("service").stream()
                .filter(service -> Protocols.isActive(service, enabled))
                .toList();
        var ofAuth = new Load(top);
        var ofAnvil = new Load(top);
        for (SectionView service : services) {
            boolean isLogin = service.text("type").equals("login");
            boolean staysOpen = !service.text("service_count").equals("1");
            boolean ofProtocol = !service.text("protocol").isEmpty();
            if (ofProtocol && (isLogin || staysOpen) && !service.name().equals("imap-hibernate")) {
                ofAuth.add(service);
            }
            if (isLogin || service.name().equals("auth")) {
                ofAnvil.add(service);
            }
        }
        var warnings = new ArrayList<String>();
        limit(top, services, "auth")
                .filter(limit -> limit < ofAuth.sum)
                .ifPresent(limit -> warnings.add("service auth { client_limit=" + limit
                        + " } is lower than required under max. load (" + ofAuth.sum
                        + "). Counted for protocol services with service_count != 1: " + ofAuth.summands()));
        long needed = ANVIL_OWN_CLIENTS + ofAnvil.sum;
        limit(top, services, "anvil")
                .filter(limit -> limit < needed)
                .ifPresent(limit -> warnings.add("service anvil { client_limit=" + limit
                        + " } is lower than required under max. load (" + needed + "). Counted with: "
                        + ofAnvil.summands()));
        return warnings;
    }

    private static Optional<Long> limit(SectionView top, List<SectionView> services, String name) {
        return services.stream()
                .filter(service -> service.name().equals(name))
                .map(service -> ServiceLimits.clientLimit(top, service))
                .findFirst();
    }

    private static final class Load {
        private final SectionView top;
        private final List<String> parts = new ArrayList<>();
        private long sum;

        Load(SectionView top) {
            this.top = top;
        }

        void add(SectionView service) {
            long limit = ServiceLimits.processLimit(top, service);
            sum += limit;
            parts.add("service " + service.name() + " { process_limit=" + limit + " }");
        }

        String summands() {
            return String.join(" + ", parts);
        }
    }
}
