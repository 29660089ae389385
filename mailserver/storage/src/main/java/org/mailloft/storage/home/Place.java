package org.mailloft.storage.home;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Whose mail a home is found at, as commands write it: {@code private:anna@example.org} for the mail of an address,
 * {@code public:team@example.org} for a folder of everybody. Addresses are in lower case, names as they are.
 *
 * @param local before the {@code @}
 * @param domain after it
 */
public record Place(Kind kind, String local, String domain) {

    /** The longest name of a directory. */
    private static final int MAX_PART_OCTETS = 255;

    public enum Kind {
        PRIVATE,
        PUBLIC;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws BadPlace when a part is no name of a directory */
    public Place {
        checkPart(local);
        checkPart(domain);
    }

    /** @throws BadPlace for anything but {@code private:ADDRESS} and {@code public:NAME@DOMAIN} */
    public static Place parse(String text) {
        for (var kind : Kind.values()) {
            if (text.startsWith(kind.word() + ":")) {
                return of(kind, text.substring(kind.word().length() + 1));
            }
        }
        throw new BadPlace("a place is private:ADDRESS or public:NAME@DOMAIN");
    }

    /** The home of an address. */
    public static Place ofAddress(String address) {
        return of(Kind.PRIVATE, address);
    }

    private static Place of(Kind kind, String name) {
        int at = name.lastIndexOf('@');
        if (at < 0) {
            throw new BadPlace("there is no @ in " + name);
        }
        var cased = kind == Kind.PRIVATE ? name.toLowerCase(Locale.ROOT) : name;
        return new Place(kind, cased.substring(0, at), cased.substring(at + 1));
    }

    /** A colon would end the path in {@code mail_location}; names with a dot in front are ours. */
    private static void checkPart(String part) {
        boolean odd = part.isEmpty()
                || part.startsWith(".")
                || part.chars().anyMatch(c -> c < ' ' || c == 0x7f || c == '/' || c == ':' || c == '@');
        if (odd || part.getBytes(StandardCharsets.UTF_8).length > MAX_PART_OCTETS) {
            throw new BadPlace("'" + part.replaceAll("\\p{Cntrl}", "?") + "' cannot be the name of a directory");
        }
    }

    /** Such as {@code anna@example.org}. */
    public String address() {
        return local + "@" + domain;
    }

    @Override
    public String toString() {
        return kind.word() + ":" + address();
    }
}
