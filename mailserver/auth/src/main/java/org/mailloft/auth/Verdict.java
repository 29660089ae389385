package org.mailloft.auth;

import java.util.Map;
import java.util.Optional;
import org.mailloft.auth.AuthResult.Kind;

/**
 * What the password databases say about somebody. Nobody has been let in, and no user database was asked: that is left to
 * who wanted to know.
 */
public sealed interface Verdict {

    /**
     * The password is right.
     *
     * @param user his name as the databases have it
     * @param given the name as the client wrote it
     * @param master the master user whose password it was
     * @param fields what the databases say about him, in their order; flags have an empty value
     */
    record Right(String user, String given, Optional<String> master, Map<String, String> fields) implements Verdict {}

    /**
     * Refused for good. The failure delay has passed when this is returned.
     *
     * @param who empty when the client did not get as far as a name
     * @param kind {@code CREDENTIALS}, {@code USER_DISABLED} or {@code AUTHORIZATION}
     * @param fields as far as databases said something
     */
    record Wrong(Optional<Who> who, Kind kind, Map<String, String> fields) implements Verdict {}

    /** The databases could not be asked; nothing is known about the password. */
    record Unavailable(Optional<Who> who) implements Verdict {}

    /**
     * Whom it is about.
     *
     * @param user the name as databases were asked for it; empty when what was given can't be one
     * @param given the name as the client wrote it
     */
    record Who(Optional<String> user, String given) {}
}
