package org.mailloft.auth.db;

import java.util.List;
import java.util.stream.Stream;
import org.mailloft.auth.AuthQuery;
import org.mailloft.auth.Passdb;
import org.mailloft.auth.Userdb;

/**
 * Templates for everybody: {@code uid=vmail gid=vmail home=/var/vmail/%u}. Whether a user exists at all is asked of the
 * password databases when he has not just logged in, unless {@code allow_all_users=yes}.
 */
final class StaticUserdb implements Userdb {

    private static final String ALLOW_ALL = "allow_all_users";

    private final String args;
    private final List<Passdb> passdbs;

    /** @param passdbs those that know who exists */
    StaticUserdb(String args, List<Passdb> passdbs) {
        this.args = args;
        this.passdbs = List.copyOf(passdbs);
    }

    @Override
    public String name() {
        return "static";
    }

    @Override
    public Reply lookup(AuthQuery query) {
        var fields = FieldWords.parse(args, query.variables());
        boolean allowAll = "yes".equals(fields.remove(ALLOW_ALL));
        if (allowAll || query.authenticated()) {
            return new Reply.Found(fields);
        }
        for (var passdb : passdbs) {
            switch (passdb.lookup(query)) {
                case Passdb.Reply.Found _, Passdb.Reply.Verified _ -> {
                    return new Reply.Found(fields);
                }
                case Passdb.Reply.Unavailable unavailable -> {
                    return new Reply.Unavailable(unavailable.logText());
                }
                case Passdb.Reply.Unknown _, Passdb.Reply.Mismatch _ -> {
                    // perhaps the next one
                }
            }
        }
        return new Reply.Unknown();
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
