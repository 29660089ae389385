package org.mailloft.auth.db;

import java.util.Map;
import java.util.stream.Stream;
import org.mailloft.auth.AuthQuery;
import org.mailloft.auth.Userdb;

/** What the password database has said already in fields that begin with {@code userdb_}. */
final class PrefetchUserdb implements Userdb {

    @Override
    public String name() {
        return "prefetch";
    }

    @Override
    public Reply lookup(AuthQuery query) {
        return query.authenticated() && !query.userdbFields().isEmpty()
                ? new Reply.Found(Map.of())
                : new Reply.Unknown();
    }

    @Override
    public Stream<String> users() {
        return Stream.of();
    }

    @Override
    public String cacheTemplate() {
        return "";
    }
}
