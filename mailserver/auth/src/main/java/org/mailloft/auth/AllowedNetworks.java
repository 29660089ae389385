package org.mailloft.auth;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;

/** The {@code allow_nets} field: addresses and networks, separated by commas; {@code local} is a connection without one. */
final class AllowedNetworks {

    private AllowedNetworks() {}

    static boolean contain(String list, Optional<InetAddress> remote) {
        return Arrays.stream(list.split("[, ]+")).anyMatch(each -> matches(each, remote));
    }

    private static boolean matches(String network, Optional<InetAddress> remote) {
        if (network.equals("local")) {
            return remote.isEmpty();
        }
        try {
            int slash = network.indexOf('/');
            var address = InetAddress.ofLiteral(slash < 0 ? network : network.substring(0, slash))
                    .getAddress();
            int bits = slash < 0 ? address.length * 8 : Integer.parseInt(network.substring(slash + 1));
            return remote.isPresent() && sharesPrefix(address, remote.get().getAddress(), bits);
        } catch (IllegalArgumentException _) {
            return false; // a misspelt network lets nobody in
        }
    }

    private static boolean sharesPrefix(byte[] one, byte[] other, int bits) {
        if (one.length != other.length || bits < 0 || bits > one.length * 8) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % 8;
            if (((one[bit / 8] ^ other[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
