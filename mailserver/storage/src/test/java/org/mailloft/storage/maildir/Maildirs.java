package org.mailloft.storage.maildir;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.mailloft.storage.MailboxSettings;
import org.mailloft.storage.NamespaceSettings;
import org.mailloft.storage.StorageSettings;
import org.mailloft.storage.contract.MailStoreContract;
import org.mailloft.storage.disk.Disk;

/** Maildir stores as the tests of every package want them: {@code ~/Maildir}, names divided by '/'. */
public final class Maildirs {

    private Maildirs() {}

    /** As a server that was just started; the mailboxes are those of {@link MailStoreContract#AUTO}. */
    public static MaildirStores on(Disk disk) {
        var auto = MailStoreContract.AUTO.stream()
                .map(mailbox -> new MailboxSettings(
                        mailbox.name().value(), mailbox.auto().name().toLowerCase(Locale.ROOT), mailbox.specialUse()))
                .toList();
        return on(disk, Duration.ZERO, auto);
    }

    /**
     * @param lockTimeout how long to wait for locks; zero for as long as usual
     * @param auto mailboxes that are made without asking
     */
    static MaildirStores on(Disk disk, Duration lockTimeout, List<MailboxSettings> auto) {
        var settings = new StorageSettings(
                "maildir:~/Maildir",
                StorageSettings.Fsync.OPTIMIZED,
                false,
                Duration.ofDays(7),
                50,
                lockTimeout,
                false,
                true,
                List.of(NamespaceSettings.inbox("/", auto)));
        return new MaildirStores(settings, disk, Clock.systemUTC(), "host");
    }
}
