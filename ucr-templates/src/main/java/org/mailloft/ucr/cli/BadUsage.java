package org.mailloft.ucr.cli;

/** A command line that makes no sense; the message is what is shown. */
final class BadUsage extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What is shown below the message. */
    enum Advice {
        NOTHING,
        HINT
    }

    private final Advice advice;

    BadUsage(String message, Advice advice) {
        super(message, null, false, false);
        this.advice = advice;
    }

    Advice advice() {
        return advice;
    }
}
