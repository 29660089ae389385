package org.mailloft.server;

import java.util.HashMap;
import java.util.Map;
import org.mailloft.conf.ldap.LdapConf;
import org.mailloft.directory.Directory;
import org.mailloft.directory.client.LdapDirectory;

/** The directories that password and user databases ask: one client for each configuration file, however many ask. */
final class LdapDirectories implements AutoCloseable {

    private final Map<LdapConf, Directory> open = new HashMap<>();

    Directory open(LdapConf conf) {
        return open.computeIfAbsent(conf, wanted -> LdapDirectory.of(LdapSettings.of(wanted)));
    }

    @Override
    public void close() {
        open.values().forEach(Directory::close);
        open.clear();
    }
}
