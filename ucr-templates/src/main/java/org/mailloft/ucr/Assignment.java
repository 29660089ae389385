package org.mailloft.ucr;

/** One wish of {@code ucr set} or {@code unset}. */
public sealed interface Assignment {

    String key();

    /** {@code key=value} */
    record Set(String key, String value) implements Assignment {}

    /** {@code key?value}: only when the target layer does not have the key. */
    record SetIfAbsent(String key, String value) implements Assignment {}

    record Unset(String key) implements Assignment {}
}
