package org.mailloft.admin;

/** A command that cannot be done. Caused by who gave it; carries no stack trace. */
public final class AdminFailure extends RuntimeException {

    private final int exitCode;

    /**
     * @param exitCode see {@link org.mailloft.doveadm.ExitCode}
     * @param line for standard error, such as {@code Fatal: Unknown status field: foo}
     */
    public AdminFailure(int exitCode, String line) {
        super(line, null, false, false);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
