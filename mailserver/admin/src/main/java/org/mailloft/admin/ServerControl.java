package org.mailloft.admin;

/** What the server can be told to do with itself. */
public interface ServerControl {

    /**
     * Reads the configuration again and uses it from now on.
     *
     * @throws AdminFailure with file and line when it is not right; then everything stays as it was
     */
    void reload();

    /** Begins to shut down, and returns at once. */
    void stop();
}
