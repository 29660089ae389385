package org.mailloft.auth.sasl;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.mailloft.auth.Mechanism;
import org.mailloft.auth.SaslExchange;
import org.mailloft.conf.Secret;

/** LOGIN, draft-murchison-sasl-login: asks for the name, then for the password. */
final class Login implements Mechanism {

    private static final byte[] ASK_USERNAME = "Username:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ASK_PASSWORD = "Password:".getBytes(StandardCharsets.US_ASCII);

    @Override
    public String name() {
        return "LOGIN";
    }

    @Override
    public boolean isPlaintext() {
        return true;
    }

    @Override
    public <R> SaslExchange<R> begin(Ending<R> ending) {
        return new Exchange<>(ending);
    }

    private static final class Exchange<R> implements SaslExchange<R> {

        private final Ending<R> ending;
        private boolean begun;
        private String username;

        Exchange(Ending<R> ending) {
            this.ending = ending;
        }

        /** The name, as some clients do. */
        @Override
        public boolean acceptsInitialResponse() {
            return true;
        }

        @Override
        public Step<R> next(byte[] response) {
            boolean first = !begun;
            begun = true;
            if (response == null || first && response.length == 0) {
                return new Step.Challenge<>(ASK_USERNAME);
            }
            Optional<String> text = Utf8.decode(response).filter(decoded -> decoded.indexOf('\0') < 0);
            if (text.isEmpty()) {
                return new Step.Done<>(ending.invalidInput());
            }
            if (username == null) {
                username = text.get();
                return ending.refuse(username)
                        .<Step<R>>map(Step.Done::new)
                        .orElseGet(() -> new Step.Challenge<>(ASK_PASSWORD));
            }
            return new Step.Done<>(ending.check(username, "", new Secret(text.get())));
        }
    }
}
