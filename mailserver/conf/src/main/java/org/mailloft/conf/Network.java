package org.mailloft.conf;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Function;

/**
 * An IP network.
 *
 * @param address any address in it, kept as written
 * @param bits length of its prefix
 */
public record Network(InetAddress address, int bits) {
    public static Network host(InetAddress address) {
        return new Network(address, address.getAddress().length * 8);
    }

    /**
     * {@code 10.0.0.0/8}, {@code ::1} or a host name.
     *
     * @param lookUp finds the address of a name
     * @throws IllegalArgumentException with Dovecot's text
     */
    public static Network parse(String text, Function<String, Optional<InetAddress>> lookUp) {
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        InetAddress address = literal(host)
                .or(() -> host.isEmpty() ? Optional.empty() : lookUp.apply(host))
                .orElseThrow(() ->
                        new IllegalArgumentException("gethostbyname(" + host + ") failed: Name or service not known"));
        int maximum = address.getAddress().length * 8;
        return new Network(address, slash < 0 ? maximum : prefix(text.substring(slash + 1), maximum));
    }

    /** Whether the address is inside; addresses of the other family never are. */
    public boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit += 8) {
            int mask = bits - bit >= 8 ? 0xFF : 0xFF00 >> (bits - bit) & 0xFF;
            if (((mine[bit / 8] ^ theirs[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /** As written in a configuration file; the prefix length is left out for a single host. */
    @Override
    public String toString() {
        String host = text(address);
        return bits == address.getAddress().length * 8 ? host : host + "/" + bits;
    }

    /** The first address that the system knows for a name; may wait for the DNS. */
    public static Optional<InetAddress> systemLookup(String host) {
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException _) {
            return Optional.empty();
        }
    }

    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static int prefix(String text, int maximum) {
        if (text.matches("[0-9]{1,3}")) {
            int bits = Integer.parseInt(text);
            if (bits <= maximum) {
                return bits;
            }
        }
        throw new IllegalArgumentException("Invalid network mask: " + text);
    }

    /** An address without its scope, IPv6 in the short form of RFC 5952, which Java does not write. */
    public static String text(InetAddress address) {
        byte[] octets = address.getAddress();
        if (octets.length == 4) {
            return address.getHostAddress();
        }
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (octets[2 * i] & 0xFF) << 8 | (octets[2 * i + 1] & 0xFF);
        }
        int bestStart = -1;
        int bestLength = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - i > bestLength) {
                bestStart = i;
                bestLength = end - i;
            }
        }
        var out = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == bestStart) {
                out.append("::");
                i += bestLength - 1;
                continue;
            }
            boolean first = out.isEmpty() || out.charAt(out.length() - 1) == ':';
            out.append(first ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return out.toString();
    }
}
