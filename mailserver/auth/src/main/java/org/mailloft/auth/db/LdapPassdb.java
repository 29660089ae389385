package org.mailloft.auth.db;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.naming.ldap.Rdn;
import org.mailloft.auth.AuthQuery;
import org.mailloft.auth.Passdb;
import org.mailloft.auth.scheme.StoredPassword;
import org.mailloft.conf.Secret;
import org.mailloft.conf.ldap.LdapConf;
import org.mailloft.directory.Directory;
import org.mailloft.directory.DirectoryFailure;
import org.mailloft.directory.DirectoryUnavailable;
import org.mailloft.directory.Entry;

/** Passwords in a directory: by a bind as the user, or by reading and comparing what is stored. */
final class LdapPassdb implements Passdb {

    private final LdapQueries queries;
    private final LdapConf.Passdb conf;
    private final AttributeMap attributes;

    LdapPassdb(LdapConf conf, Directory directory) {
        this.queries = new LdapQueries(conf, directory);
        this.conf = conf.passdb();
        this.attributes = new AttributeMap(conf.passdb().attributes());
    }

    @Override
    public String name() {
        return "ldap";
    }

    @Override
    public Reply verify(AuthQuery query, Secret password) {
        if (!conf.authBind()) {
            return lookup(query);
        }
        try {
            return conf.authBindUserDn().isEmpty() ? bindAsFound(query, password) : bindByTemplate(query, password);
        } catch (DirectoryUnavailable | DirectoryFailure e) {
            return new Reply.Unavailable(e.getMessage());
        }
    }

    private Reply bindByTemplate(AuthQuery query, Secret password) {
        var dn = query.variables().expand(conf.authBindUserDn(), Rdn::escapeValue);
        return queries.directory().passwordMatches(dn, password.reveal())
                ? new Reply.Verified(Map.of())
                : new Reply.Mismatch();
    }

    private Reply bindAsFound(AuthQuery query, Secret password) {
        return switch (find(query)) {
            case Match.One(var entry) ->
                queries.directory().passwordMatches(entry.dn(), password.reveal())
                        ? new Reply.Verified(fields(entry, query))
                        : new Reply.Mismatch();
            case Match.None _ -> new Reply.Unknown();
            case Match.Many _ -> tooMany();
        };
    }

    @Override
    public Reply lookup(AuthQuery query) {
        try {
            return switch (find(query)) {
                case Match.One(var entry) -> found(entry, query);
                case Match.None _ -> new Reply.Unknown();
                case Match.Many _ -> tooMany();
            };
        } catch (DirectoryUnavailable | DirectoryFailure e) {
            return new Reply.Unavailable(e.getMessage());
        }
    }

    private sealed interface Match {
        record None() implements Match {}

        record One(Entry entry) implements Match {}

        record Many() implements Match {}
    }

    private Match find(AuthQuery query) {
        var entries = queries.search(conf.filter(), attributes, query);
        return switch (entries.size()) {
            case 0 -> new Match.None();
            case 1 -> new Match.One(entries.getFirst());
            default -> new Match.Many();
        };
    }

    private static Reply tooMany() {
        return new Reply.Unavailable("pass_filter matched multiple objects, aborting");
    }

    private Reply found(Entry entry, AuthQuery query) {
        var all = attributes.fields(entry, query);
        var password = Optional.ofNullable(all.get("password"));
        return new Reply.Found(
                password.map(text -> StoredPassword.of(text, conf.defaultScheme())), fields(entry, query));
    }

    private Map<String, String> fields(Entry entry, AuthQuery query) {
        var fields = new LinkedHashMap<>(attributes.fields(entry, query));
        fields.remove("password");
        return fields;
    }

    @Override
    public String cacheTemplate() {
        return queries.conf().search().base() + " " + conf.filter() + " " + conf.authBindUserDn() + " "
                + attributes.variableTemplate();
    }
}
