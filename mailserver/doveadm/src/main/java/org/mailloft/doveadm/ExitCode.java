package org.mailloft.doveadm;

/** Exit codes of doveadm commands, as in sysexits.h where they overlap. */
public final class ExitCode {

    public static final int OK = 0;
    /** Wrong arguments, invalid names, refusals for safety. */
    public static final int USAGE = 64;
    /** The target exists already, or the request makes no sense for it. */
    public static final int DATA = 65;

    public static final int NO_USER = 67;
    /** A mailbox, message, session or key does not exist. */
    public static final int NOT_FOUND = 68;

    public static final int OVER_QUOTA = 73;
    /** Anything that may work later, and what has no code of its own. */
    public static final int TEMPORARY = 75;
    /** Missing rights, or a password that is wrong. */
    public static final int NO_PERMISSION = 77;

    public static final int CONFIGURATION = 78;

    private ExitCode() {}
}
