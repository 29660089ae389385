package org.mailloft.auth.db;

import java.util.LinkedHashMap;
import java.util.Optional;
import org.mailloft.auth.AuthQuery;
import org.mailloft.auth.Passdb;
import org.mailloft.auth.scheme.StoredPassword;
import org.mailloft.conf.Secret;

/** The same answer for everybody: {@code password=x nologin ...}. */
final class StaticPassdb implements Passdb {

    private final String args;

    StaticPassdb(String args) {
        this.args = args;
    }

    @Override
    public String name() {
        return "static";
    }

    @Override
    public Reply verify(AuthQuery query, Secret password) {
        return lookup(query);
    }

    @Override
    public Reply lookup(AuthQuery query) {
        var fields = new LinkedHashMap<>(FieldWords.parse(args, query.variables()));
        var password = Optional.ofNullable(fields.remove("password"));
        return new Reply.Found(password.map(text -> StoredPassword.of(text, "PLAIN")), fields);
    }

    @Override
    public String cacheTemplate() {
        return args;
    }
}
