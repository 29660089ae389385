package org.mailloft.mime;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Date and time of header fields, RFC 5322 section 3.3 with the obsolete forms of section 4.3. */
public final class MailDate {

    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

    /** Hours east of Greenwich, RFC 5322 section 4.3. */
    private static final Map<String, Integer> ZONES =
            Map.of("EST", -5, "EDT", -4, "CST", -6, "CDT", -5, "MST", -7, "MDT", -6, "PST", -8, "PDT", -7);

    private MailDate() {}

    /** @param value the body of the field; empty when it is no date that exists */
    public static Optional<OffsetDateTime> parse(String value) {
        var in = new Tokens(value);
        String word = in.skipSpace().token();
        if (in.skipSpace().take(',') || !word.isEmpty() && !isDigit(word.charAt(0))) {
            word = in.skipSpace().token();
        }
        try {
            int day = Integer.parseInt(word);
            String month = in.skipSpace().token();
            int year = year(in.skipSpace().token());
            int hour = Integer.parseInt(in.skipSpace().token());
            int minute =
                    in.skipSpace().take(':') ? Integer.parseInt(in.skipSpace().token()) : 0;
            int second =
                    in.skipSpace().take(':') ? Integer.parseInt(in.skipSpace().token()) : 0;
            var offset = offset(in.skipSpace().token());
            return Optional.of(
                    OffsetDateTime.of(year, month(month), day, hour, minute, Math.min(second, 59), 0, offset));
        } catch (NumberFormatException | DateTimeException _) {
            return Optional.empty();
        }
    }

    private static boolean isDigit(char octet) {
        return octet >= '0' && octet <= '9';
    }

    /** Two digits mean 1950 to 2049, three digits count from 1900. */
    private static int year(String digits) {
        int year = Integer.parseInt(digits);
        return switch (digits.length()) {
            case 1, 2 -> year < 50 ? 2000 + year : 1900 + year;
            case 3 -> 1900 + year;
            default -> year;
        };
    }

    private static int month(String name) {
        int at = name.length() < 3 ? -1 : MONTHS.indexOf(name.substring(0, 3).toLowerCase(Locale.ROOT));
        if (at < 0 || at % 3 != 0) {
            throw new DateTimeException("month");
        }
        return at / 3 + 1;
    }

    private static ZoneOffset offset(String zone) {
        boolean numeric = zone.length() == 5 && (zone.charAt(0) == '+' || zone.charAt(0) == '-');
        if (!numeric) {
            return ZoneOffset.ofHours(ZONES.getOrDefault(zone.toUpperCase(Locale.ROOT), 0));
        }
        int digits = Integer.parseInt(zone.substring(1));
        int minutes = digits / 100 * 60 + digits % 100;
        return ZoneOffset.ofTotalSeconds((zone.charAt(0) == '-' ? -minutes : minutes) * 60);
    }
}
