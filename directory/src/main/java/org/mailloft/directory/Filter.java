package org.mailloft.directory;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A search filter, RFC 4515. The factories escape every value, so what a user typed can never become syntax.
 *
 * @param text well-formed filter text
 */
public record Filter(String text) {

    /** Deeper nesting is refused; no filter that somebody writes comes near it. */
    static final int MAX_DEPTH = 50;

    public Filter {
        new FilterSyntax(text).check();
    }

    /**
     * A filter that an administrator wrote.
     *
     * @throws IllegalArgumentException with the position when it is malformed
     */
    public static Filter parse(String text) {
        return new Filter(text.strip());
    }

    public static Filter equal(String attribute, String value) {
        return new Filter("(" + attribute + "=" + escape(value) + ")");
    }

    public static Filter present(String attribute) {
        return new Filter("(" + attribute + "=*)");
    }

    public static Filter startsWith(String attribute, String prefix) {
        return new Filter("(" + attribute + "=" + escape(prefix) + "*)");
    }

    public static Filter contains(String attribute, String part) {
        return new Filter("(" + attribute + "=*" + escape(part) + "*)");
    }

    public static Filter and(Filter... filters) {
        return and(List.of(filters));
    }

    public static Filter and(Collection<Filter> filters) {
        return combined('&', filters);
    }

    public static Filter or(Filter... filters) {
        return or(List.of(filters));
    }

    public static Filter or(Collection<Filter> filters) {
        return combined('|', filters);
    }

    public static Filter not(Filter filter) {
        return new Filter("(!" + filter.text + ")");
    }

    /**
     * A value in a form that is safe inside any filter: {@code valueencoding} of RFC 4515. For templates whose variables
     * are filled in before {@link #parse}.
     */
    public static String escape(String value) {
        var out = new StringBuilder(value.length() + 8);
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = octet >= 0x20 && octet < 0x7f && "*()\\".indexOf(octet) < 0;
            if (plain) {
                out.append((char) octet);
            } else {
                out.append('\\').append(String.format("%02x", octet));
            }
        }
        return out.toString();
    }

    @Override
    public String toString() {
        return text;
    }

    private static Filter combined(char operator, Collection<Filter> filters) {
        if (filters.size() == 1) {
            return filters.iterator().next();
        }
        return new Filter("(" + operator + filters.stream().map(Filter::text).collect(Collectors.joining()) + ")");
    }
}
