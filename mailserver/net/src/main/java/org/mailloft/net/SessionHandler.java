package org.mailloft.net;

/** What a listener does with each connection: one virtual thread runs this from greeting to goodbye. */
@FunctionalInterface
public interface SessionHandler {

    /** Serves the connection until it ends. The caller closes the connection and logs what is thrown. */
    void serve(Connection connection);
}
