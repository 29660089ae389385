package org.mailloft.directory;

import java.util.List;
import java.util.stream.Stream;

/**
 * What to look for.
 *
 * @param base name of the entry to start from; empty for the root DSE
 * @param attributes names to return, {@code *} and {@code +} as in RFC 4511 and RFC 3673; none means all user
 *     attributes
 * @param sizeLimit most entries that may match
 */
public record Search(String base, Scope scope, Filter filter, List<String> attributes, int sizeLimit) {

    /** Enough for every question about one address or one name. */
    public static final int DEFAULT_SIZE_LIMIT = 1000;

    public Search {
        attributes = List.copyOf(attributes);
        if (sizeLimit < 1) {
            throw new IllegalArgumentException("size limit " + sizeLimit);
        }
    }

    /** A subtree search. */
    public static Search below(String base, Filter filter, String... attributes) {
        return new Search(base, Scope.SUBTREE, filter, List.of(attributes), DEFAULT_SIZE_LIMIT);
    }

    /** A search for the one entry of this name. */
    public static Search entry(String dn, String... attributes) {
        return new Search(dn, Scope.BASE, Filter.present("objectClass"), List.of(attributes), 1);
    }

    /** The same, with one more attribute. */
    public Search with(String attribute) {
        var all = Stream.concat(attributes.stream(), Stream.of(attribute)).toList();
        return new Search(base, scope, filter, all, sizeLimit);
    }

    public Search limitedTo(int entries) {
        return new Search(base, scope, filter, attributes, entries);
    }

    /** RFC 4511 section 4.5.1.2. */
    public enum Scope {
        BASE,
        ONE_LEVEL,
        SUBTREE
    }
}
