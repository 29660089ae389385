package org.mailloft.conf;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;

/**
 * A password or key. Prints as {@code ***}, so that it can't slip into a log line, and compares in a time that does not
 * depend on where two secrets differ.
 */
public final class Secret {
    public static final Secret EMPTY = new Secret("");

    private final String value;

    public Secret(String value) {
        this.value = Objects.requireNonNull(value);
    }

    /** The value itself, to be handed to whoever must have it and kept nowhere else. */
    public String reveal() {
        return value;
    }

    public boolean isEmpty() {
        return value.isEmpty();
    }

    /** Whether {@code candidate} is this secret; constant time for candidates of the same length. */
    public boolean matches(String candidate) {
        return MessageDigest.isEqual(octets(value), octets(candidate));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && matches(secret.value);
    }

    /** The same for all secrets: a hash of the value would tell about it. */
    @Override
    public int hashCode() {
        return Secret.class.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
