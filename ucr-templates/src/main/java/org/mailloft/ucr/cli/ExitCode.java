package org.mailloft.ucr.cli;

/** What {@code ucr} ends with. */
final class ExitCode {

    /** Done; also when nothing was found, or what was to be removed was not there. */
    static final int OK = 0;
    /** Wrong arguments, a key that cannot be one, a disk that does not let us. */
    static final int FAILED = 1;
    /** The change was refused and nothing was changed. */
    static final int REFUSED = 2;

    private ExitCode() {}
}
