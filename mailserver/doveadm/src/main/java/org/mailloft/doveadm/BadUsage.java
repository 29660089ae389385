package org.mailloft.doveadm;

/** The command line makes no sense; the message is for its user. */
final class BadUsage extends RuntimeException {

    private final int exitCode;

    BadUsage(String message) {
        this(message, ExitCode.USAGE);
    }

    BadUsage(String message, int exitCode) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
