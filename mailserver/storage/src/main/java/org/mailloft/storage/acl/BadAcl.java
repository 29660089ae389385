package org.mailloft.storage.acl;

/** Text that should name rights or who has them does not. The message says why, without any mail or path in it. */
public final class BadAcl extends RuntimeException {

    public BadAcl(String message) {
        super(message, null, false, false);
    }
}
