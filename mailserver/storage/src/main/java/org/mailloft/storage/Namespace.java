package org.mailloft.storage;

import java.util.Locale;
import java.util.Optional;

/**
 * A part of the user's mailbox names with a prefix of its own. RFC 2342.
 *
 * @param kind whose mail it holds
 * @param prefix empty, or ending in the separator
 * @param separator between levels of hierarchy in mailbox names as the client sees them
 * @param hidden whether NAMESPACE keeps silent about it
 * @param listed whether LIST shows its mailboxes
 * @param inbox whether the user's INBOX is in it
 * @param owner login name of the other user whose mail it holds; empty for one's own, for what belongs to nobody, and
 *     for the one above those of all other users
 */
public record Namespace(
        Kind kind,
        String prefix,
        char separator,
        boolean hidden,
        boolean listed,
        boolean inbox,
        Optional<String> owner) {

    /** One that is not another user's. */
    public Namespace(Kind kind, String prefix, char separator, boolean hidden, boolean listed, boolean inbox) {
        this(kind, prefix, separator, hidden, listed, inbox, Optional.empty());
    }

    /** In the words of Dovecot's debug log. */
    public String logText() {
        return "type=" + kind.name().toLowerCase(Locale.ROOT) + ", prefix=" + prefix + ", sep=" + separator + ", inbox="
                + word(inbox) + ", hidden=" + word(hidden) + ", list=" + word(listed)
                + owner.map(name -> ", owner=" + name).orElse("");
    }

    private static String word(boolean yes) {
        return yes ? "yes" : "no";
    }

    public enum Kind {
        PRIVATE,
        SHARED,
        PUBLIC
    }
}
