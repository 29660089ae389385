package org.mailloft.auth;

/** An exchange that was over before it began. */
record FailedExchange<R>(R result) implements SaslExchange<R> {

    @Override
    public boolean acceptsInitialResponse() {
        return true;
    }

    @Override
    public Step<R> next(byte[] response) {
        return new Step.Done<>(result);
    }
}
