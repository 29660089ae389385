package org.mailloft.admin.command;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Addresses with a common beginning: {@code 192.0.2.0/24}, or a single one.
 *
 * @param address in network order, 4 or 16 octets
 * @param bits how many of them count
 */
record IpRange(byte[] address, int bits) {

    /** Empty when it is no address at all. */
    static Optional<IpRange> parse(String text) {
        int slash = text.indexOf('/');
        try {
            var address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash))
                    .getAddress();
            int all = address.length * 8;
            int bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
            return bits < 0 || bits > all ? Optional.empty() : Optional.of(new IpRange(address, bits));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    boolean contains(String ip) {
        var other = InetAddress.ofLiteral(ip).getAddress();
        if (other.length != address.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((other[bit / 8] & mask) != (address[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
