package org.mailloft.ucr.type;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What {@code crontab(5)} understands as a time, as far as the registry allows it. */
final class CronSyntax {

    private static final Set<String> NAMED =
            Set.of("@annually", "@yearly", "@monthly", "@weekly", "@daily", "@hourly", "@reboot");
    private static final Set<String> MONTHS =
            Set.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final Set<String> DAYS = Set.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

    /** @param names words that may stand for the whole field */
    private record Field(String title, int low, int high, Set<String> names) {}

    private static final List<Field> FIELDS = List.of(
            new Field("minute", 0, 59, Set.of()),
            new Field("hour", 0, 23, Set.of()),
            new Field("day of the month", 1, 31, Set.of()),
            new Field("month", 1, 12, MONTHS),
            new Field("day of the week", 0, 7, DAYS));

    /** {@code ( "*" / low [ "-" high ] ) [ "/" step ]} */
    private static final Pattern PART =
            Pattern.compile("(?:\\*|(?<low>[0-9]{1,2})(?:-(?<high>[0-9]{1,2}))?)(?:/(?<step>[0-9]{1,2}))?");

    private CronSyntax() {}

    /** @return what is wrong with it; empty when nothing is */
    static Optional<String> fault(String value) {
        if (value.startsWith("#") || NAMED.contains(value)) {
            return Optional.empty();
        }
        var texts = value.strip().split("\\s+");
        if (texts.length != FIELDS.size()) {
            return Optional.of("expected five fields, or one of "
                    + String.join(" ", NAMED.stream().sorted().toList()));
        }
        for (int i = 0; i < texts.length; i++) {
            var field = FIELDS.get(i);
            var text = texts[i].toLowerCase(Locale.ROOT);
            boolean fits = field.names().contains(text)
                    || List.of(text.split(",", -1)).stream().allMatch(part -> fits(part, field));
            if (!fits) {
                return Optional.of("the " + field.title() + " cannot be " + texts[i]);
            }
        }
        return Optional.empty();
    }

    private static boolean fits(String part, Field field) {
        var match = PART.matcher(part);
        if (!match.matches()) {
            return false;
        }
        int low = number(match.group("low"), field.low());
        int high = number(match.group("high"), Math.max(low, field.low()));
        int step = number(match.group("step"), 1);
        boolean single = match.group("low") != null && match.group("high") == null;
        return low >= field.low()
                && low <= high
                && high <= field.high()
                && step >= 1
                && step <= field.high()
                && !(single && match.group("step") != null);
    }

    private static int number(String digits, int otherwise) {
        return digits == null ? otherwise : Integer.parseInt(digits);
    }
}
