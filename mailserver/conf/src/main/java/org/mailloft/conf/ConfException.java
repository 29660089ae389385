package org.mailloft.conf;

/**
 * A configuration that cannot be used. The message is what Dovecot prints after {@code Fatal: }, such as
 * {@code Error in configuration file /etc/mailloft/mailloft.conf line 3: Unknown setting: foo}.
 */
public final class ConfException extends RuntimeException {
    private final String file;
    private final int line;
    private final String reason;

    private ConfException(String message, String file, int line, String reason) {
        super(message, null, false, false);
        this.file = file;
        this.line = line;
        this.reason = reason;
    }

    /** An error in one line. */
    public static ConfException at(String file, int line, String reason) {
        return new ConfException(
                "Error in configuration file " + file + " line " + line + ": " + reason, file, line, reason);
    }

    /** An error of the file as a whole. */
    public static ConfException in(String file, String reason) {
        return new ConfException("Error in configuration file " + file + ": " + reason, file, 0, reason);
    }

    /** A file that could not be read, or another error outside of the files. */
    public static ConfException of(String file, String message) {
        return new ConfException(message, file, 0, message);
    }

    /** As named when it was opened. */
    public String file() {
        return file;
    }

    /** Counted from 1; 0 for an error of the file as a whole. */
    public int line() {
        return line;
    }

    /** The message without file and line. */
    public String reason() {
        return reason;
    }
}
