package org.mailloft.auth;

import java.util.List;
import java.util.stream.Stream;

/** Checks logins and looks up users, as the configured {@code passdb} and {@code userdb} sections say. Thread safe. */
public interface Authentication {

    /**
     * Names of the SASL mechanisms to offer, in capitals and configured order.
     *
     * @param secured whether a password may travel over this connection
     */
    List<String> mechanisms(boolean secured);

    /**
     * Starts a SASL exchange.
     *
     * @param mechanism name in any case
     * @return the exchange, or an empty one-step exchange that fails when the mechanism is unknown
     */
    SaslExchange<AuthResult> begin(String mechanism, AuthRequest request);

    /** Checks a name and password given in a protocol's own login command. Blocks for the failure delay. */
    AuthResult login(String username, String password, AuthRequest request);

    /** Looks up a user without authentication, as mail delivery does. */
    LookupResult lookup(String username, AuthRequest request);

    /** Names of all users, where the databases can list them. The caller closes the stream. */
    Stream<String> users();

    /** Forgets cached answers; for everybody when no names are given. Returns how many entries went. */
    int flushCache(List<String> usernames);
}
