package org.mailloft.conf;

/** A {@code %variable} template that cannot be expanded; the message is Dovecot's, such as {@code Unknown variable '%q'}. */
public final class BadTemplate extends RuntimeException {
    BadTemplate(String message) {
        super(message, null, false, false);
    }
}
