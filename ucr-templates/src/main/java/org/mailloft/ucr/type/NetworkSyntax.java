package org.mailloft.ucr.type;

import java.util.Optional;
import org.mailloft.firewall.Network;

/** Addresses and networks ({@code ADDRESS [ "/" BITS ]}) of either version of IP, and ports of hosts. */
final class NetworkSyntax {

    private NetworkSyntax() {}

    /** @return why the value is no network, as the end of a sentence that begins with it; empty when it is one */
    static Optional<String> fault(String value) {
        return switch (Network.parse(value)) {
            case Network.Parsed.Good _ -> Optional.empty();
            case Network.Parsed.Fault(var why) -> Optional.of(why);
        };
    }

    /** {@code [ HOST ":" ] PORT}, IPv6 in brackets; the port may have the name of a service. */
    static boolean isHostAndPort(String value) {
        int colon = value.lastIndexOf(':');
        var host = colon < 0 ? "localhost" : value.substring(0, colon);
        boolean isHost = host.startsWith("[") && host.endsWith("]")
                ? Network.address(host.substring(1, host.length() - 1)).isPresent()
                : host.matches("[A-Za-z0-9._-]+");
        return isHost && isPort(value.substring(colon + 1));
    }

    private static boolean isPort(String text) {
        return text.matches("[0-9]+")
                ? text.length() < 6 && Integer.parseInt(text) > 0 && Integer.parseInt(text) < 65536
                : text.matches("[A-Za-z][A-Za-z0-9-]*");
    }
}
