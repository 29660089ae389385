package org.mailloft.testkit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailloft.auth.AuthRequest;
import org.mailloft.auth.AuthResult;
import org.mailloft.auth.Authentication;
import org.mailloft.auth.LookupResult;
import org.mailloft.auth.SaslExchange;
import org.mailloft.auth.UserRecord;

/**
 * A user database of fixed names and passwords that knows PLAIN and LOGIN and never waits. The user {@code down} cannot
 * be looked up: his database is away.
 */
public final class FakeAuthentication implements Authentication {

    /** Logging in as this user finds the database unavailable. */
    public static final String DOWN = "down";

    private final Map<String, String> passwords;

    /** @param passwords by user name */
    public FakeAuthentication(Map<String, String> passwords) {
        this.passwords = Map.copyOf(passwords);
    }

    /** Three users of example.org whose password is {@code secret}. */
    public static FakeAuthentication ofThree() {
        return new FakeAuthentication(Map.of(
                "anna@example.org", "secret",
                "ben@example.org", "secret",
                "carla@example.org", "secret"));
    }

    @Override
    public List<String> mechanisms(boolean secured) {
        return secured ? List.of("PLAIN", "LOGIN") : List.of();
    }

    @Override
    public SaslExchange<AuthResult> begin(String mechanism, AuthRequest request) {
        return switch (mechanism.toUpperCase(Locale.ROOT)) {
            case "PLAIN" -> new Plain();
            case "LOGIN" -> new LoginExchange();
            default -> new Unknown(mechanism.toUpperCase(Locale.ROOT));
        };
    }

    @Override
    public AuthResult login(String username, String password, AuthRequest request) {
        return check(username, password, "PLAIN");
    }

    private AuthResult check(String username, String password, String mechanism) {
        if (username.equals(DOWN)) {
            return new AuthResult.Unavailable(username, mechanism);
        }
        if (!password.equals(passwords.get(username))) {
            return new AuthResult.Refused(username, AuthResult.Kind.CREDENTIALS, "", mechanism);
        }
        return new AuthResult.Success(record(username), Optional.empty(), mechanism);
    }

    private static UserRecord record(String username) {
        return new UserRecord(username, Path.of("/nonexistent", username), "", "", Map.of());
    }

    @Override
    public LookupResult lookup(String username, AuthRequest request) {
        if (username.equals(DOWN)) {
            return new LookupResult.Unavailable("the database is away");
        }
        return passwords.containsKey(username) ? new LookupResult.Found(record(username)) : new LookupResult.Unknown();
    }

    @Override
    public Stream<String> users() {
        return passwords.keySet().stream().sorted();
    }

    @Override
    public int flushCache(List<String> usernames) {
        return 0;
    }

    /** RFC 4616. */
    private final class Plain implements SaslExchange<AuthResult> {
        @Override
        public boolean acceptsInitialResponse() {
            return true;
        }

        @Override
        public Step<AuthResult> next(byte[] response) {
            if (response == null) {
                return new Step.Challenge<>(new byte[0]);
            }
            var parts = new String(response, StandardCharsets.UTF_8).split("\0", -1);
            return new Step.Done<>(
                    parts.length == 3
                            ? check(parts[1], parts[2], "PLAIN")
                            : new AuthResult.Refused("", AuthResult.Kind.CREDENTIALS, "", "PLAIN"));
        }
    }

    /** The LOGIN mechanism as everybody does it. */
    private final class LoginExchange implements SaslExchange<AuthResult> {
        private String username;

        @Override
        public boolean acceptsInitialResponse() {
            return true;
        }

        @Override
        public Step<AuthResult> next(byte[] response) {
            if (response == null) {
                return new Step.Challenge<>("Username:".getBytes(StandardCharsets.US_ASCII));
            }
            var text = new String(response, StandardCharsets.UTF_8);
            if (username == null) {
                username = text;
                return new Step.Challenge<>("Password:".getBytes(StandardCharsets.US_ASCII));
            }
            return new Step.Done<>(check(username, text, "LOGIN"));
        }
    }

    private record Unknown(String mechanism) implements SaslExchange<AuthResult> {
        @Override
        public boolean acceptsInitialResponse() {
            return true;
        }

        @Override
        public Step<AuthResult> next(byte[] response) {
            return new Step.Done<>(new AuthResult.Refused("", AuthResult.Kind.UNKNOWN_MECHANISM, "", mechanism));
        }
    }
}
