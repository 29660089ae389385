package org.mailloft.conf.catalogue;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as text: {@code 64 k}, {@code 1536 B}, {@code 0}. Units are powers of 1024. */
public final class SizeText {
    private static final Pattern NUMBER_AND_UNIT =
            Pattern.compile("([0-9]{1,20}) *(?:b|([kmgt])(?:i?b)?)?", Pattern.CASE_INSENSITIVE);
    private static final String UNITS = "kMGT";
    private static final BigInteger MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private SizeText() {}

    /** Octets as an unsigned 64-bit number. */
    public static BigInteger parse(String text) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text);
        if (!matcher.matches()) {
            throw new BadValue("Invalid size: " + text);
        }
        var number = new BigInteger(matcher.group(1));
        if (number.compareTo(MAX) > 0) {
            throw new BadValue("Invalid size: " + text);
        }
        int power = matcher.group(2) == null
                ? 0
                : 1 + UNITS.toLowerCase(Locale.ROOT).indexOf(matcher.group(2).toLowerCase(Locale.ROOT));
        BigInteger size = number.shiftLeft(10 * power);
        if (size.compareTo(MAX) > 0) {
            throw new BadValue("Size is too large: " + text);
        }
        return size;
    }

    /** The largest unit that leaves no rest. */
    static String print(BigInteger size) {
        if (size.signum() == 0) {
            return "0";
        }
        int power = Math.min(UNITS.length(), size.getLowestSetBit() / 10);
        return size.shiftRight(10 * power) + " " + (power == 0 ? "B" : UNITS.substring(power - 1, power));
    }
}
