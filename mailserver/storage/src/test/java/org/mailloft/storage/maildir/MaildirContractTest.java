package org.mailloft.storage.maildir;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Nested;
import org.mailloft.storage.MailboxSettings;
import org.mailloft.storage.NamespaceSettings;
import org.mailloft.storage.StorageSettings;
import org.mailloft.storage.StoreFactory;
import org.mailloft.storage.contract.MailStoreContract;
import org.mailloft.storage.contract.MailboxContract;
import org.mailloft.storage.contract.SharedMailboxContract;
import org.mailloft.storage.disk.RealDisk;

class MaildirContractTest {

    @Nested
    class OfStore extends MailStoreContract {
        @Override
        protected StoreFactory newStore(Path directory) {
            return maildirs();
        }
    }

    @Nested
    class OfMailbox extends MailboxContract {
        @Override
        protected StoreFactory newStore(Path directory) {
            return maildirs();
        }
    }

    @Nested
    class OfSharedMailbox extends SharedMailboxContract {
        @Override
        protected StoreFactory newStore(Path directory) {
            return maildirs();
        }
    }

    private static StoreFactory maildirs() {
        var auto = MailStoreContract.AUTO.stream()
                .map(mailbox -> new MailboxSettings(
                        mailbox.name().value(), mailbox.auto().name().toLowerCase(Locale.ROOT), mailbox.specialUse()))
                .toList();
        var settings = new StorageSettings(
                "maildir:~/Maildir",
                StorageSettings.Fsync.OPTIMIZED,
                false,
                Duration.ofDays(7),
                50,
                Duration.ZERO,
                false,
                true,
                List.of(NamespaceSettings.inbox("/", auto)));
        return new MaildirStores(settings, new RealDisk(), Clock.systemUTC(), "vm");
    }
}
