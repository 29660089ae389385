package org.mailloft.storage;

/** The permanent system flags of RFC 3501 section 2.3.2; {@code \Recent} is a property of a session, not a flag. */
public enum SystemFlag {
    ANSWERED("\\Answered", 'R'),
    FLAGGED("\\Flagged", 'F'),
    DELETED("\\Deleted", 'T'),
    SEEN("\\Seen", 'S'),
    DRAFT("\\Draft", 'D');

    private final String wireName;
    private final char maildirLetter;

    SystemFlag(String wireName, char maildirLetter) {
        this.wireName = wireName;
        this.maildirLetter = maildirLetter;
    }

    /** As IMAP writes it, with its backslash. */
    public String wireName() {
        return wireName;
    }

    /** Its letter in the info part of a Maildir file name. */
    public char maildirLetter() {
        return maildirLetter;
    }

    /** Its bit in {@link MailboxView#flagBits}. */
    public long bit() {
        return 1L << ordinal();
    }
}
