package org.mailloft.auth;

import java.util.Map;
import java.util.Optional;
import org.mailloft.auth.scheme.StoredPassword;
import org.mailloft.conf.Secret;

/** A database of passwords. Thread safe; blocks as long as the database takes. */
public interface Passdb {

    /** Driver name, for the log. */
    String name();

    /** Finds a user for a login; a database that only checks passwords itself does so here. */
    Reply verify(AuthQuery query, Secret password);

    /** Finds a user without a password to check. */
    Reply lookup(AuthQuery query);

    /** All templates an answer depends on, joined in any way; the cache keeps one answer for each of their expansions. */
    String cacheTemplate();

    /** What a database says about a user and a password. */
    sealed interface Reply {

        /**
         * He is there.
         *
         * @param password to compare with; empty when the database has none
         * @param fields everything else
         */
        record Found(Optional<StoredPassword> password, Map<String, String> fields) implements Reply {}

        /** He is there, and the database has found his password right. */
        record Verified(Map<String, String> fields) implements Reply {}

        /** He is there, and the database has found his password wrong. */
        record Mismatch() implements Reply {}

        record Unknown() implements Reply {}

        /** The database can't tell now; the text is for the log. */
        record Unavailable(String logText) implements Reply {}
    }
}
