package org.mailloft.auth;

import java.util.Optional;
import org.mailloft.conf.Secret;

/** One SASL mechanism, RFC 4422. */
public interface Mechanism {

    /** In capitals. */
    String name();

    /** Whether the password itself travels to the server. */
    boolean isPlaintext();

    <R> SaslExchange<R> begin(Ending<R> ending);

    /**
     * What an exchange does when it has everything, or can't go on. Each result ends the exchange.
     *
     * @param <R> what is known then
     */
    interface Ending<R> {

        /** The end for a name that can't be one, before a password is asked for; empty when it can. */
        Optional<R> refuse(String username);

        /**
         * Checks a name and a password; blocks for the failure delay.
         *
         * @param authzid whom the client wants to act as; empty for himself
         */
        R check(String username, String authzid, Secret password);

        /** The client sent something that this mechanism does not know. */
        R invalidInput();
    }
}
