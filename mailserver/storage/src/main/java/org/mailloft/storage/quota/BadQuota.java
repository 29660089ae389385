package org.mailloft.storage.quota;

/** A quota setting that makes no sense; the text says what, for the administrator. */
public final class BadQuota extends RuntimeException {
    BadQuota(String message) {
        super(message, null, false, false);
    }
}
