package org.mailloft.imap.wire;

/** The client sends more than can be skipped to find the next command: the session has to end. */
public final class Overflow extends RuntimeException {

    public Overflow() {
        super("Input buffer full, aborting.", null, false, false);
    }
}
