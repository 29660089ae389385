package org.mailloft.firewall;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses of one version of IP that begin with the same bits. A single address is one with all bits.
 *
 * @param text as somebody wrote it
 * @param first the lowest of its addresses, as a number
 */
public record Network(String text, boolean isV6, BigInteger first, int bits) {

    private static final Pattern V4 = Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\\.(?!$)|$)){4}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final Pattern BITS = Pattern.compile("[0-9]{1,3}");
    private static final BigInteger MAPPED = BigInteger.valueOf(0xFFFF).shiftLeft(32);

    /** A literal without a mask, in the one form that all programs read alike; empty when it is none. */
    public static Optional<Network> address(String literal) {
        boolean v4 = V4.matcher(literal).matches();
        if (!v4 && !(literal.contains(":") && V6.matcher(literal).matches())) {
            return Optional.empty();
        }
        try {
            // only literals get here, and of a literal nothing is looked up
            var octets = v4
                    ? InetAddress.ofLiteral(literal).getAddress()
                    : Inet6Address.ofLiteral(literal).getAddress();
            var number = new BigInteger(1, octets);
            // the JDK makes the IPv4 address of ::ffff:192.0.2.1, which is not what a packet of IPv6 carries
            boolean mapped = !v4 && octets.length == 4;
            return Optional.of(new Network(literal, !v4, mapped ? MAPPED.or(number) : number, v4 ? 32 : 128));
        } catch (IllegalArgumentException noLiteral) {
            return Optional.empty();
        }
    }

    /** {@code ADDRESS [ "/" BITS ]}, with no bit set behind the mask. */
    public static Parsed parse(String text) {
        int slash = text.indexOf('/');
        var address = address(slash < 0 ? text : text.substring(0, slash)).orElse(null);
        if (address == null) {
            return new Parsed.Fault("is no address or network such as 192.0.2.0/24");
        }
        if (slash < 0) {
            return new Parsed.Good(address);
        }
        var mask = text.substring(slash + 1);
        if (!BITS.matcher(mask).matches() || Integer.parseInt(mask) > address.bits) {
            return new Parsed.Fault("has a mask that is not between 0 and " + address.bits);
        }
        int bits = Integer.parseInt(mask);
        boolean clean = address.first.getLowestSetBit() < 0 || address.first.getLowestSetBit() >= address.bits - bits;
        return clean
                ? new Parsed.Good(new Network(text, address.isV6, address.first, bits))
                : new Parsed.Fault("has bits set behind its mask of " + mask);
    }

    /** What reading one comes to. */
    public sealed interface Parsed {

        record Good(Network network) implements Parsed {}

        /** @param why the end of a sentence that begins with the text */
        record Fault(String why) implements Parsed {}
    }

    /** Whether all addresses of the other are among its own. */
    public boolean contains(Network other) {
        return isV6 == other.isV6 && bits <= other.bits && prefix(bits).equals(other.prefix(bits));
    }

    public boolean overlaps(Network other) {
        return contains(other) || other.contains(this);
    }

    public boolean isLoopback() {
        return isV6 ? first.equals(BigInteger.ONE) : prefix(8).intValue() == 127;
    }

    private BigInteger prefix(int length) {
        return first.shiftRight((isV6 ? 128 : 32) - length);
    }

    @Override
    public String toString() {
        return text;
    }
}
