package org.mailloft.storage;

/**
 * A part of the user's mailbox names with a prefix of its own. RFC 2342.
 *
 * @param kind whose mail it holds
 * @param prefix empty, or ending in the separator
 * @param separator between levels of hierarchy in mailbox names as the client sees them
 * @param hidden whether NAMESPACE keeps silent about it
 * @param listed whether LIST shows its mailboxes
 * @param inbox whether the user's INBOX is in it
 */
public record Namespace(Kind kind, String prefix, char separator, boolean hidden, boolean listed, boolean inbox) {
    public enum Kind {
        PRIVATE,
        SHARED,
        PUBLIC
    }
}
