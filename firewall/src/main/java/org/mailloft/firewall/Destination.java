package org.mailloft.firewall;

import java.util.Locale;
import java.util.Optional;

/** Which addresses of this host a rule is for. */
public sealed interface Destination {

    /** {@code all}, {@code ipv4}, {@code ipv6}, or a literal; empty when it is none of these. */
    static Optional<Destination> parse(String word) {
        return switch (word) {
            case "all" -> Optional.of(Any.ALL);
            case "ipv4" -> Optional.of(Any.IPV4);
            case "ipv6" -> Optional.of(Any.IPV6);
            default -> Network.address(word).map(One::new);
        };
    }

    /** Whether any of them is one of IPv4. */
    boolean isV4();

    /** Whether any of them is one of IPv6. */
    boolean isV6();

    /** Every address of a version of IP, or of both. */
    enum Any implements Destination {
        ALL,
        IPV4,
        IPV6;

        @Override
        public boolean isV4() {
            return this != IPV6;
        }

        @Override
        public boolean isV6() {
            return this != IPV4;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    record One(Network address) implements Destination {

        @Override
        public boolean isV4() {
            return !address.isV6();
        }

        @Override
        public boolean isV6() {
            return address.isV6();
        }

        @Override
        public String toString() {
            return address.text();
        }
    }
}
