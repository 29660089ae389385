package org.mailloft.smtp;

import java.util.Locale;
import java.util.Optional;

/**
 * A mail address of an envelope, or the null reverse-path. RFC 5321 section 4.1.2.
 *
 * @param localPart without quotes; empty in the null path
 * @param domain a domain name or an address literal in brackets, as it was written; empty when there was none
 */
public record SmtpAddress(String localPart, String domain) {

    /** {@code <>}: the sender of bounces. */
    public static final SmtpAddress NULL = new SmtpAddress("", "");

    /** An address that stands elsewhere than in a command, with or without angle brackets; empty when it is none. */
    public static Optional<SmtpAddress> parse(String text) {
        var in = new PathReader(text, "address", new CommandParser.Workarounds(true, true));
        try {
            var address = in.path(false);
            return in.rest().isEmpty() ? Optional.of(address) : Optional.empty();
        } catch (BadSyntax _) {
            return Optional.empty();
        }
    }

    public boolean isNull() {
        return localPart.isEmpty() && domain.isEmpty();
    }

    /** As a user database knows it: no quotes, no route. */
    public String plain() {
        return domain.isEmpty() ? localPart : localPart + "@" + domain;
    }

    /** Between the angle brackets of a path: the local part quoted where it must be. */
    @Override
    public String toString() {
        if (isNull()) {
            return "";
        }
        var local = isDotString(localPart) ? localPart : quoted(localPart);
        return domain.isEmpty() ? local : local + "@" + domain;
    }

    /** Equal addresses reach the same mailbox: domains have no case, local parts may have one. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SmtpAddress(var otherLocal, var otherDomain)
                && localPart.equals(otherLocal)
                && domain.equalsIgnoreCase(otherDomain);
    }

    @Override
    public int hashCode() {
        return 31 * localPart.hashCode() + domain.toLowerCase(Locale.ROOT).hashCode();
    }

    /** {@code Dot-string = Atom *("." Atom)} */
    private static boolean isDotString(String text) {
        char before = '.';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' ? before == '.' : !isAtext(c)) {
                return false;
            }
            before = c;
        }
        return before != '.';
    }

    private static String quoted(String text) {
        return '"' + text.replaceAll("[\\\\\"]", "\\\\$0") + '"';
    }

    /** {@code atext} of RFC 5322 section 3.2.3. */
    static boolean isAtext(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || "!#$%&'*+-/=?^_`{|}~".indexOf(c) >= 0;
    }
}
