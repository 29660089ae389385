package org.mailloft.ucr.type;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** {@code ADDRESS [ "/" BITS ]} of either version of IP. */
final class NetworkSyntax {

    private static final ValueType ADDRESS = new ValueType.Address("ipaddress", true, true);

    private NetworkSyntax() {}

    /** @return why the value is none, as the end of a sentence that begins with it; empty when it is one */
    static Optional<String> fault(String value) {
        int slash = value.indexOf('/');
        var address = slash < 0 ? value : value.substring(0, slash);
        if (ADDRESS.refusal(address).isPresent()) {
            return Optional.of("is no address or network such as 192.0.2.0/24");
        }
        return slash < 0 ? Optional.empty() : mask(octets(address), value.substring(slash + 1));
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
