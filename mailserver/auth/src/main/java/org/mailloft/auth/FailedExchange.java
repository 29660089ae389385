package org.mailloft.auth;

/** An exchange that was over before it began. */
record FailedExchange(AuthResult result) implements SaslExchange {

    @Override
    public boolean acceptsInitialResponse() {
        return true;
    }

    @Override
    public Step next(byte[] response) {
        return new Step.Done(result);
    }
}
