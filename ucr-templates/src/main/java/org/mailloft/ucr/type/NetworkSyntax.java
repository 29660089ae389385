package org.mailloft.ucr.type;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Addresses and networks ({@code ADDRESS [ "/" BITS ]}) of either version of IP, and ports of hosts. */
final class NetworkSyntax {

    private static final ValueType ADDRESS = new ValueType.Address("ipaddress", true, true);

    private NetworkSyntax() {}

    /** @return why the value is no network, as the end of a sentence that begins with it; empty when it is one */
    static Optional<String> fault(String value) {
        int slash = value.indexOf('/');
        var address = slash < 0 ? value : value.substring(0, slash);
        if (ADDRESS.refusal(address).isPresent()) {
            return Optional.of("is no address or network such as 192.0.2.0/24");
        }
        return slash < 0 ? Optional.empty() : mask(octets(address), value.substring(slash + 1));
    }

    /** {@code [ HOST ":" ] PORT}, IPv6 in brackets; the port may have the name of a service. */
    static boolean isHostAndPort(String value) {
        int colon = value.lastIndexOf(':');
        var host = colon < 0 ? "localhost" : value.substring(0, colon);
        boolean isHost = host.startsWith("[") && host.endsWith("]")
                ? ADDRESS.refusal(host.substring(1, host.length() - 1)).isEmpty()
                : host.matches("[A-Za-z0-9._-]+");
        return isHost && isPort(value.substring(colon + 1));
    }

    private static boolean isPort(String text) {
        return text.matches("[0-9]+")
                ? text.length() < 6 && Integer.parseInt(text) > 0 && Integer.parseInt(text) < 65536
                : text.matches("[A-Za-z][A-Za-z0-9-]*");
    }

    private static Optional<String> mask(byte[] address, String bits) {
        int length = address.length * 8;
        if (!bits.matches("[0-9]{1,3}") || Integer.parseInt(bits) > length) {
            return Optional.of("has a mask that is not between 0 and " + length);
        }
        for (int bit = Integer.parseInt(bits); bit < length; bit++) {
            if ((address[bit / 8] >> 7 - bit % 8 & 1) != 0) {
                return Optional.of("has bits set behind its mask of " + bits);
            }
        }
        return Optional.empty();
    }

    private static byte[] octets(String literal) {
        try {
            return InetAddress.getByName(literal).getAddress(); // a literal by now: nothing is looked up
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
