package org.mailloft.auth.db;

import java.util.List;
import javax.naming.ldap.Rdn;
import org.mailloft.auth.AuthQuery;
import org.mailloft.conf.ldap.LdapConf;
import org.mailloft.directory.Directory;
import org.mailloft.directory.Entry;
import org.mailloft.directory.Filter;
import org.mailloft.directory.Search;

/** Searches as a {@code dovecot-ldap.conf.ext} describes them. Values in filters and names are always escaped. */
record LdapQueries(LdapConf conf, Directory directory) {

    /** More than one match is an error, so two are enough to know. */
    private static final int ENOUGH = 2;

    List<Entry> search(String filter, AttributeMap attributes, AuthQuery query) {
        var variables = query.variables();
        return directory.search(new Search(
                variables.expand(conf.search().base(), Rdn::escapeValue),
                scope(),
                Filter.parse(variables.expand(filter, Filter::escape)),
                attributes.attributes(),
                ENOUGH));
    }

    Search.Scope scope() {
        return switch (conf.search().scope()) {
            case BASE -> Search.Scope.BASE;
            case ONELEVEL -> Search.Scope.ONE_LEVEL;
            case SUBTREE -> Search.Scope.SUBTREE;
        };
    }
}
