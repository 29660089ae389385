package org.mailloft.auth.db;

import java.util.ArrayList;
import java.util.stream.Stream;
import org.mailloft.auth.AuthQuery;
import org.mailloft.auth.Userdb;
import org.mailloft.conf.ldap.LdapConf;
import org.mailloft.directory.Directory;
import org.mailloft.directory.DirectoryFailure;
import org.mailloft.directory.DirectoryUnavailable;
import org.mailloft.directory.Filter;
import org.mailloft.directory.Search;

/** Users in a directory. */
final class LdapUserdb implements Userdb {

    private final LdapQueries queries;
    private final LdapConf.Userdb conf;
    private final AttributeMap attributes;
    private final AttributeMap iterateAttributes;

    LdapUserdb(LdapConf conf, Directory directory) {
        this.queries = new LdapQueries(conf, directory);
        this.conf = conf.userdb();
        this.attributes = new AttributeMap(conf.userdb().attributes());
        this.iterateAttributes = new AttributeMap(conf.userdb().iterateAttributes());
    }

    @Override
    public String name() {
        return "ldap";
    }

    @Override
    public Reply lookup(AuthQuery query) {
        try {
            var entries = queries.search(conf.filter(), attributes, query);
            return switch (entries.size()) {
                case 0 -> new Reply.Unknown();
                case 1 -> new Reply.Found(attributes.fields(entries.getFirst(), query));
                default -> new Reply.Unavailable("user_filter matched multiple objects, aborting");
            };
        } catch (DirectoryUnavailable | DirectoryFailure e) {
            return new Reply.Unavailable(e.getMessage());
        }
    }

    /** Read page by page; a name for each value of the attribute. */
    @Override
    public Stream<String> users() {
        var name = iterateAttributes.attributeOf("user");
        var search = new Search(
                queries.conf().search().base(),
                queries.scope(),
                Filter.parse(conf.iterateFilter()),
                iterateAttributes.attributes(),
                Search.DEFAULT_SIZE_LIMIT);
        var names = new ArrayList<String>();
        queries.directory().forEach(search, entry -> names.addAll(entry.values(name)));
        return names.stream();
    }

    @Override
    public String cacheTemplate() {
        return queries.conf().search().base() + " " + conf.filter() + " " + attributes.variableTemplate();
    }
}
