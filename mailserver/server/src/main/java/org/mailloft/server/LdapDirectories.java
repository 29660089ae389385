package org.mailloft.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mailloft.conf.ldap.LdapConf;
import org.mailloft.directory.Directory;
import org.mailloft.directory.client.LdapDirectory;

/**
 * The directories that password and user databases ask: one client for each content of a configuration file, however many
 * ask and over all reloads that leave it as it is. Thread safe.
 */
final class LdapDirectories implements AutoCloseable {

    /** After a reload, for logins that have begun: longer than a client has to log in. */
    private static final Duration LAST_QUESTIONS = Duration.ofMinutes(5);

    private final Map<LdapConf, Directory> open = new HashMap<>();
    private final List<Directory> retired = new ArrayList<>();

    synchronized Directory open(LdapConf conf) {
        return open.computeIfAbsent(conf, wanted -> LdapDirectory.of(LdapSettings.of(wanted)));
    }

    /** Only these will be asked from now on. */
    synchronized void keep(Set<LdapConf> used) {
        for (var conf : List.copyOf(open.keySet())) {
            if (!used.contains(conf)) {
                retire(open.remove(conf));
            }
        }
    }

    private void retire(Directory directory) {
        retired.add(directory);
        Thread.ofVirtual().name("last questions").start(() -> {
            try {
                Thread.sleep(LAST_QUESTIONS);
                forget(directory);
                directory.close();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private synchronized void forget(Directory directory) {
        retired.remove(directory);
    }

    @Override
    public synchronized void close() {
        open.values().forEach(Directory::close);
        open.clear();
        retired.forEach(Directory::close);
        retired.clear();
    }
}
