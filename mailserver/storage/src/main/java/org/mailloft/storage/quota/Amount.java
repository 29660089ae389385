package org.mailloft.storage.quota;

import java.util.regex.Pattern;

/**
 * A number in a quota setting: {@code 1G}, {@code +100M}, {@code 95%}.
 *
 * @param value of octets or messages, or a percentage
 * @param percent whether it is a part of something else
 */
record Amount(long value, boolean percent) {

    static final Amount NONE = new Amount(0, false);

    private static final Pattern TEXT = Pattern.compile("([+-]?[0-9]{1,18})([bBkKmMgGtT%]?)");

    /**
     * @param unit what a number without one is counted in
     * @throws BadQuota when it is no number, or too large for one
     */
    static Amount parse(String text, long unit) {
        var parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new BadQuota("Invalid limit: " + text);
        }
        long number = Long.parseLong(parts.group(1));
        try {
            return switch (parts.group(2).toUpperCase(java.util.Locale.ROOT)) {
                case "" -> new Amount(Math.multiplyExact(number, unit), false);
                case "B" -> new Amount(number, false);
                case "K" -> new Amount(Math.multiplyExact(number, 1L << 10), false);
                case "M" -> new Amount(Math.multiplyExact(number, 1L << 20), false);
                case "G" -> new Amount(Math.multiplyExact(number, 1L << 30), false);
                case "T" -> new Amount(Math.multiplyExact(number, 1L << 40), false);
                default -> percentage(number, text);
            };
        } catch (ArithmeticException _) {
            throw new BadQuota("Limit is too large: " + text);
        }
    }

    private static Amount percentage(long number, String text) {
        if (number <= -100 || number > Integer.MAX_VALUE) {
            throw new BadQuota("Invalid percentage: " + text);
        }
        return new Amount(number, true);
    }

    /** The number itself, or so many hundredths of {@code whole}. */
    long of(long whole) {
        return percent ? whole / 100 * value + whole % 100 * value / 100 : value;
    }
}
