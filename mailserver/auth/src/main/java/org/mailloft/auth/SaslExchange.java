package org.mailloft.auth;

/**
 * A running SASL exchange, RFC 4422. The protocol does the base64 and the line handling. One thread.
 *
 * @param <R> what is known at its end
 */
public interface SaslExchange<R> {

    /** Whether the client may send its first response with the command (SASL-IR). */
    boolean acceptsInitialResponse();

    /**
     * Goes one step on.
     *
     * @param response decoded octets from the client; null at the start when there was no initial response
     */
    Step<R> next(byte[] response);

    sealed interface Step<R> {
        /** The client is to answer this challenge. */
        record Challenge<R>(byte[] octets) implements Step<R> {}

        record Done<R>(R result) implements Step<R> {}
    }
}
