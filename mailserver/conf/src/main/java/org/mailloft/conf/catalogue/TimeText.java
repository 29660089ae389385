package org.mailloft.conf.catalogue;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Time intervals as text: {@code 2 mins}, {@code 1500 ms}, {@code 0}. */
public final class TimeText {
    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]{1,19}) *([a-zA-Z]*)");
    private static final long MAX_COUNT = 0xFFFF_FFFFL;

    /** Units by their first letters; the first that fits counts, so {@code m} and {@code mi} are minutes. */
    private static final List<Unit> UNITS = List.of(
            new Unit(1_000, "secs", "seconds"),
            new Unit(60_000, "mins", "minutes"),
            new Unit(3_600_000, "hours"),
            new Unit(86_400_000, "days"),
            new Unit(604_800_000, "weeks"),
            new Unit(1, "msecs", "mseconds", "millisecs", "milliseconds"));

    private TimeText() {}

    private record Unit(long millis, List<String> names) {
        Unit(long millis, String... names) {
            this(millis, List.of(names));
        }

        boolean isMeantBy(String prefix) {
            return names.stream().anyMatch(name -> name.startsWith(prefix));
        }
    }

    /**
     * Reads an interval.
     *
     * @param resolution the smallest step in milliseconds that the setting can hold: 1 or 1000
     * @return milliseconds, at most 2^32-1 steps
     */
    public static long parse(String text, long resolution) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text);
        if (!matcher.matches()) {
            throw new BadValue("Invalid time interval: " + text);
        }
        String unitName = matcher.group(2).toLowerCase(Locale.ROOT);
        long number = parseNumber(matcher.group(1), text);
        if (unitName.isEmpty()) {
            if (number == 0) {
                return 0;
            }
            throw new BadValue("Time interval '" + text + "' is missing units (add e.g. 's' for seconds)");
        }
        Unit unit = UNITS.stream()
                .filter(candidate -> candidate.isMeantBy(unitName))
                .findFirst()
                .orElseThrow(() -> new BadValue("Invalid time interval: " + text));
        if (unit.millis < resolution && number % resolution != 0) {
            throw new BadValue("Milliseconds not supported for this setting: " + text);
        }
        if (number > MAX_COUNT * resolution / unit.millis) {
            throw new BadValue("Time interval is too large: " + text);
        }
        return number * unit.millis;
    }

    /** The largest unit that leaves no rest. */
    static String print(long millis) {
        if (millis == 0) {
            return "0";
        }
        for (int i = 4; i >= 0; i--) {
            Unit unit = UNITS.get(i);
            if (millis % unit.millis == 0) {
                return millis / unit.millis + " " + unit.names.getFirst();
            }
        }
        return millis + " ms";
    }

    private static long parseNumber(String digits, String text) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException _) {
            throw new BadValue("Invalid time interval: " + text);
        }
    }
}
