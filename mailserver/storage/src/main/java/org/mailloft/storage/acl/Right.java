package org.mailloft.storage.acl;

import java.util.Arrays;
import java.util.Optional;

/** What a user may do with a mailbox, in the order IMAP names them. RFC 4314 section 2.1, and Dovecot's {@code post}. */
public enum Right {
    /** The mailbox is seen at all. */
    LOOKUP('l', "lookup"),
    READ('r', "read"),
    /** Flags other than {@code \Seen} and {@code \Deleted}. */
    WRITE('w', "write"),
    WRITE_SEEN('s', "write-seen"),
    WRITE_DELETED('t', "write-deleted"),
    INSERT('i', "insert"),
    /** Delivery by LMTP. */
    POST('p', "post"),
    EXPUNGE('e', "expunge"),
    /** Mailboxes below it. */
    CREATE('k', "create"),
    DELETE('x', "delete"),
    /** Seeing and changing who has which right. */
    ADMIN('a', "admin");

    private final char letter;
    private final String longName;

    Right(char letter, String longName) {
        this.letter = letter;
        this.longName = longName;
    }

    public char letter() {
        return letter;
    }

    /** As doveadm calls it. */
    public String longName() {
        return longName;
    }

    public static Optional<Right> of(char letter) {
        return Arrays.stream(values()).filter(right -> right.letter == letter).findFirst();
    }

    public static Optional<Right> named(String longName) {
        return Arrays.stream(values())
                .filter(right -> right.longName.equals(longName))
                .findFirst();
    }
}
