package org.mailloft.admin;

import java.util.List;

/** What the server can be told to do with itself. */
public interface ServerControl {

    /**
     * Reads the configuration again and uses it from now on: when this returns, new connections are served by it.
     *
     * @return what was changed and needs a restart, as lines for the administrator
     * @throws AdminFailure with file and line when it is not right; then everything stays as it was
     */
    List<String> reload();

    /** Begins to shut down, and returns at once. */
    void stop();

    /**
     * Goes on with log files of the same name, after the present ones were moved away.
     *
     * @throws AdminFailure when one cannot be opened; then the present ones stay
     */
    void reopenLogs();

    /** All services of the configuration, in its order. */
    List<ServiceStatus> services();
}
