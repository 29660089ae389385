package org.mailloft.auth.sasl;

import org.mailloft.auth.Mechanism;
import org.mailloft.auth.SaslExchange;
import org.mailloft.conf.Secret;

/** PLAIN, RFC 4616: {@code message = [authzid] UTF8NUL authcid UTF8NUL passwd} */
final class Plain implements Mechanism {

    private static final byte[] EMPTY_CHALLENGE = {};

    @Override
    public String name() {
        return "PLAIN";
    }

    @Override
    public boolean isPlaintext() {
        return true;
    }

    @Override
    public <R> SaslExchange<R> begin(Ending<R> ending) {
        return new Exchange<>(ending);
    }

    private record Exchange<R>(Ending<R> ending) implements SaslExchange<R> {

        @Override
        public boolean acceptsInitialResponse() {
            return true;
        }

        @Override
        public Step<R> next(byte[] response) {
            if (response == null) {
                return new Step.Challenge<>(EMPTY_CHALLENGE);
            }
            var message = Utf8.decode(response).orElse("");
            int first = message.indexOf('\0');
            int second = message.indexOf('\0', first + 1);
            if (first < 0 || second < 0 || message.indexOf('\0', second + 1) >= 0) {
                return new Step.Done<>(ending.invalidInput());
            }
            var authzid = message.substring(0, first);
            var authcid = message.substring(first + 1, second);
            return new Step.Done<>(ending.check(authcid, authzid, new Secret(message.substring(second + 1))));
        }
    }
}
