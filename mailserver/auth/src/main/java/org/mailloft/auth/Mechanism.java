package org.mailloft.auth;

import org.mailloft.conf.Secret;

/** One SASL mechanism, RFC 4422. */
public interface Mechanism {

    /** In capitals. */
    String name();

    /** Whether the password itself travels to the server. */
    boolean isPlaintext();

    SaslExchange begin(Ending ending);

    /** What an exchange does when it has everything, or can't go on. Each method ends the exchange. */
    interface Ending {

        /**
         * Checks a name and a password; blocks for the failure delay.
         *
         * @param authzid whom the client wants to act as; empty for himself
         */
        AuthResult check(String username, String authzid, Secret password);

        /** The client sent something that this mechanism does not know. */
        AuthResult invalidInput();
    }
}
