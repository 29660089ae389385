package org.mailloft.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import org.mailloft.admin.http.HttpApi;
import org.mailloft.net.SessionRegistry;
import org.mailloft.routing.copies.DeliveredCopies;
import org.mailloft.storage.StorageSettings;
import org.mailloft.storage.acl.AclCache;
import org.mailloft.storage.disk.Disk;
import org.mailloft.storage.disk.RealDisk;
import org.mailloft.storage.home.HomeDoors;
import org.mailloft.storage.maildir.MaildirStores;
import org.mailloft.storage.personal.MarkBooks;
import org.mailloft.storage.quota.QuotaAccounts;
import org.mailloft.storage.trace.MailTrace;

/**
 * What every configuration of one running server uses: who is logged in, the mailboxes that are open and how much there is
 * in them, connections to directories, and the login checks in force.
 */
final class Shared implements AutoCloseable {

    private final Clock clock;
    private final SessionRegistry sessions = new SessionRegistry();
    private final QuotaAccounts quotaAccounts;
    private final LdapDirectories directories = new LdapDirectories();
    private final CurrentAuthentication authentication = new CurrentAuthentication();
    private final CurrentRouting routing = new CurrentRouting();
    private final AclCache aclCache = new AclCache();
    private final MarkBooks markBooks;
    private final GroupMembership groups;
    private final Disk disk = new RealDisk();
    private final HomeDoors homeDoors = new HomeDoors();
    private final MailTrace trace;
    private final MaildirStores stores;
    private DeliveredCopies copies;
    private HttpApi administration;

    /** @param clock the machine's, in the zone that people here are told times in */
    Shared(Clock clock) {
        this.clock = clock;
        this.quotaAccounts = new QuotaAccounts(clock);
        this.markBooks = new MarkBooks(clock);
        this.trace = new MailTrace(new RealDisk(), clock);
        this.groups = new GroupMembership(authentication, clock);
        this.stores = new MaildirStores(StorageSettings.DEFAULTS, disk, clock, hostName(), homeDoors);
    }

    Clock clock() {
        return clock;
    }

    SessionRegistry sessions() {
        return sessions;
    }

    QuotaAccounts quotaAccounts() {
        return quotaAccounts;
    }

    AclCache aclCache() {
        return aclCache;
    }

    MarkBooks markBooks() {
        return markBooks;
    }

    GroupMembership groups() {
        return groups;
    }

    CurrentRouting routing() {
        return routing;
    }

    MailTrace trace() {
        return trace;
    }

    LdapDirectories directories() {
        return directories;
    }

    CurrentAuthentication authentication() {
        return authentication;
    }

    Disk disk() {
        return disk;
    }

    HomeDoors homeDoors() {
        return homeDoors;
    }

    MaildirStores stores() {
        return stores;
    }

    /** The first label of the machine's name, as Dovecot puts it into file names and locks. */
    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName().replaceFirst("\\..*", "");
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /**
     * Who has got a message that others are still to get. The folder of the first call counts until the end.
     *
     * @throws StartFailure when the file cannot be had
     */
    synchronized DeliveredCopies copies(Path folder) {
        if (copies == null) {
            copies = CopiesFile.open(folder.resolve("mailloft-copies"), clock);
        }
        return copies;
    }

    /** Commands work with the configuration in force, also those that come over connections that are older. */
    synchronized void become(HttpApi next) {
        if (administration != null) {
            administration.handOver(next);
        }
        administration = next;
    }

    @Override
    public void close() {
        closeCopies();
        directories.close();
        stores.close();
        trace.close();
    }

    private synchronized void closeCopies() {
        if (copies != null) {
            try {
                copies.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
