package org.mailloft.directory.mail;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address of a mailbox, in lower case: the directory compares addresses without case, and the mail store's paths are
 * made of them. Narrower than RFC 5321 section 4.1.2: no quoted local parts, no address literals, nothing that could
 * leave a folder, and none of the characters that mean something else in login names and commands ({@code * ? % $ `}).
 */
public record MailAddress(String localPart, String domain) {

    private static final Pattern LOCAL_PART = Pattern.compile("[a-z0-9!#&'+=^_{|}~-][a-z0-9!#&'+=^_{|}~.-]*");
    private static final Pattern DOMAIN =
            Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");
    private static final int MAX_LOCAL_PART_OCTETS = 64;
    private static final int MAX_DOMAIN_OCTETS = 253;

    /** Empty when it is no address of that kind. */
    public static Optional<MailAddress> parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        int at = lower.lastIndexOf('@');
        if (at < 1 || at > MAX_LOCAL_PART_OCTETS || lower.length() - at - 1 > MAX_DOMAIN_OCTETS) {
            return Optional.empty();
        }
        String local = lower.substring(0, at);
        String domain = lower.substring(at + 1);
        boolean valid = LOCAL_PART.matcher(local).matches()
                && !local.endsWith(".")
                && !local.contains("..")
                && DOMAIN.matcher(domain).matches();
        return valid ? Optional.of(new MailAddress(local, domain)) : Optional.empty();
    }

    @Override
    public String toString() {
        return localPart + "@" + domain;
    }
}
