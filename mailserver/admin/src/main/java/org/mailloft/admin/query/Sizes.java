package org.mailloft.admin.query;

import java.util.Locale;

/** Sizes as people write them: {@code 500}, {@code 10k}, {@code 2M}. */
final class Sizes {

    private Sizes() {}

    static long parse(String text) {
        if (!text.matches("[0-9]{1,12}[ ]?([bB]|[kKmMgGtT][bB]?)?")) {
            throw QueryParser.fatal("Invalid size: " + text);
        }
        var digits = text.replaceAll("[^0-9]", "");
        var unit = text.substring(digits.length()).strip().toLowerCase(Locale.ROOT);
        return Long.parseLong(digits)
                << switch (unit.isEmpty() ? 'b' : unit.charAt(0)) {
                    case 'k' -> 10;
                    case 'm' -> 20;
                    case 'g' -> 30;
                    case 't' -> 40;
                    default -> 0;
                };
    }
}
