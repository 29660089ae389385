package org.mailloft.auth;

/** How looking up a user ended. */
public sealed interface LookupResult {

    record Found(UserRecord user) implements LookupResult {}

    record Unknown() implements LookupResult {}

    /** The databases could not be asked. */
    record Unavailable(String logText) implements LookupResult {}
}
