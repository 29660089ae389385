package org.mailloft.storage;

import java.util.Optional;

/**
 * Name of a mailbox as its user sees it: Unicode, levels divided by the namespace's separator, {@code INBOX} in capitals
 * whatever way it was written. Made only by {@link #of}, which is the one place that knows what a name may look like;
 * whether the name is possible in a given store (an octet that the file system layout needs for itself) is the
 * store's to say.
 *
 * @param value the name; never empty, at most 4,096 octets of UTF-8 with 255 on each level, no control characters
 */
public record MailboxName(String value) implements Comparable<MailboxName> {

    public static final MailboxName INBOX = new MailboxName("INBOX");

    /** Octets of UTF-8 in a whole name at most, as in Dovecot. */
    public static final int MAX_OCTETS = 4096;

    /** Octets of UTF-8 in one level of a name at most, as in Dovecot. */
    public static final int MAX_PART_OCTETS = 255;

    /**
     * Checks a name and brings INBOX into its one spelling.
     *
     * @param name as decoded from the wire
     * @param separator of hierarchy levels
     * @throws MailFailure with {@code NOT_POSSIBLE} and the reason
     */
    public static MailboxName of(String name, char separator) {
        return MailboxNameRules.check(name, separator);
    }

    /** The name one level up; empty for a name of one level. */
    public Optional<MailboxName> parent(char separator) {
        int at = value.lastIndexOf(separator);
        return at <= 0 ? Optional.empty() : Optional.of(new MailboxName(value.substring(0, at)));
    }

    /** Whether this name lies below {@code ancestor}, at any depth. */
    public boolean isBelow(MailboxName ancestor, char separator) {
        return value.length() > ancestor.value.length()
                && value.startsWith(ancestor.value)
                && value.charAt(ancestor.value.length()) == separator;
    }

    @Override
    public int compareTo(MailboxName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
