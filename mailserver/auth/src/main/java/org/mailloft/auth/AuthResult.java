package org.mailloft.auth;

import java.util.Optional;

/** How a login ended. */
public sealed interface AuthResult {

    /**
     * @param user whose mail is opened
     * @param master the master user who logged in for him
     * @param mechanism for the log, such as {@code PLAIN}
     */
    record Success(UserRecord user, Optional<String> master, String mechanism) implements AuthResult {}

    /**
     * Refused for good. The failure delay has passed when this is returned.
     *
     * @param username as far as it is known, for the log; may be empty
     * @param kind what exactly
     * @param reason text for the client from the user database; empty for the usual text
     * @param mechanism for the log
     */
    record Refused(String username, Kind kind, String reason, String mechanism) implements AuthResult {}

    /** The databases could not be asked; nothing is known about the password. */
    record Unavailable(String username, String mechanism) implements AuthResult {}

    enum Kind {
        /** Unknown user or wrong password; never tells which. */
        CREDENTIALS,
        /** The login name may not act as the user it asked for. */
        AUTHORIZATION,
        USER_DISABLED,
        PASSWORD_EXPIRED,
        LOGIN_DISABLED,
        UNKNOWN_MECHANISM,
        INVALID_BASE64,
        ABORTED,
        /** A password over a connection that everybody can read. */
        PLAINTEXT_DISALLOWED
    }
}
