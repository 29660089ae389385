package org.mailloft.ucr;

/** A key that cannot be one; the message is what the command line prints. */
public final class BadKey extends RuntimeException {
    public BadKey(String message) {
        super(message, null, false, false);
    }
}
