package org.mailloft.auth.scheme;

/** A stored password that nothing can be compared with; the message is for the log, in Dovecot's words. */
public final class BadStoredPassword extends RuntimeException {
    BadStoredPassword(String message) {
        super(message, null, false, false);
    }
}
