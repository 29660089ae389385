package org.mailloft.conf.catalogue;

/** A value that does not fit the type of its setting; the message is Dovecot's. */
public final class BadValue extends RuntimeException {
    BadValue(String message) {
        super(message, null, false, false);
    }
}
