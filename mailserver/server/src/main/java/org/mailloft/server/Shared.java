package org.mailloft.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import org.mailloft.net.SessionRegistry;
import org.mailloft.storage.StorageSettings;
import org.mailloft.storage.disk.RealDisk;
import org.mailloft.storage.maildir.MaildirStores;
import org.mailloft.storage.quota.QuotaAccounts;

/** What every configuration of one running server uses: who is logged in, the mailboxes that are open, and how much there is in them. */
final class Shared implements AutoCloseable {

    private final Clock clock;
    private final SessionRegistry sessions = new SessionRegistry();
    private final QuotaAccounts quotaAccounts;
    private MaildirStores stores;

    /** @param clock the machine's, in the zone that people here are told times in */
    Shared(Clock clock) {
        this.clock = clock;
        this.quotaAccounts = new QuotaAccounts(clock);
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

    /** The mail stores, which follow these settings from now on. */
    MaildirStores stores(StorageSettings settings) {
        if (stores == null) {
            stores = new MaildirStores(settings, new RealDisk(), clock, hostName());
        } else {
            stores.become(settings);
        }
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

    @Override
    public void close() {
        if (stores != null) {
            stores.close();
        }
    }
}
