package org.mailloft.auth;

/**
 * A running SASL exchange, RFC 4422. The protocol does the base64 and the line handling. One thread.
 */
public interface SaslExchange {

    /** Whether the client may send its first response with the command (SASL-IR). */
    boolean acceptsInitialResponse();

    /**
     * Goes one step on.
     *
     * @param response decoded octets from the client; null at the start when there was no initial response
     */
    Step next(byte[] response);

    sealed interface Step {
        /** The client is to answer this challenge. */
        record Challenge(byte[] octets) implements Step {}

        record Done(AuthResult result) implements Step {}
    }
}
