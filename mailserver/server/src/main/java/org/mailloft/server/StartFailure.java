package org.mailloft.server;

/** The server cannot start, or not with the new configuration, for a reason an administrator can mend. */
public final class StartFailure extends RuntimeException {
    public StartFailure(String sentence) {
        super(sentence, null, false, false);
    }
}
