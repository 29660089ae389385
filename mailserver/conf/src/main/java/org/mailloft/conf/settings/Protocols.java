package org.mailloft.conf.settings;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailloft.conf.file.SectionView;

/** The setting {@code protocols} and what it says about services. */
final class Protocols {
    private Protocols() {}

    /** The names in {@code protocols}. */
    static List<String> enabled(SectionView top) {
        return Stream.of(top.text("protocols").split("[ \t]+"))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** All names that a service has for its protocol. */
    static Set<String> known(List<SectionView> services) {
        return services.stream()
                .map(service -> service.text("protocol"))
                .filter(protocol -> !protocol.isEmpty())
                .collect(Collectors.toSet());
    }

    /** Whether a service runs: its protocol is enabled, or it has none but a program. */
    static boolean isActive(SectionView service, Set<String> enabled) {
        String protocol = service.text("protocol");
        if (service.text("executable").isEmpty()) {
            return false;
        }
        return protocol.isEmpty() || enabled.contains(protocol);
    }
}
