package org.mailloft.directory;

/** No directory server could be asked, or none answered in time. Nothing is known about the outcome of a change. */
public final class DirectoryUnavailable extends RuntimeException {

    public DirectoryUnavailable(String message) {
        super(message);
    }

    public DirectoryUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
