package org.mailloft.auth;

import java.util.Map;
import java.util.stream.Stream;

/** A database of users. Thread safe; blocks as long as the database takes. */
public interface Userdb {

    /** Driver name, for the log. */
    String name();

    Reply lookup(AuthQuery query);

    /** All names it can list, perhaps none. The caller closes the stream. */
    Stream<String> users();

    /** As {@link Passdb#cacheTemplate}; empty for a database that is as fast as a cache. */
    String cacheTemplate();

    /** What a database says about a user. */
    sealed interface Reply {

        record Found(Map<String, String> fields) implements Reply {}

        record Unknown() implements Reply {}

        /** The database can't tell now; the text is for the log. */
        record Unavailable(String logText) implements Reply {}
    }
}
