package org.mailloft.storage.quota;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.mailloft.storage.StoreFactory;
import org.mailloft.storage.contract.MailStoreContract;
import org.mailloft.storage.contract.MailboxContract;
import org.mailloft.storage.contract.SharedMailboxContract;
import org.mailloft.storage.disk.RealDisk;
import org.mailloft.storage.maildir.Maildirs;
import org.mailloft.storage.memory.MemoryStore;
import org.mailloft.storage.stack.StoreStack;

/** Quota around both stores; and a store with room enough does all that one without quota does. */
class QuotaTest {

    private static StoreFactory memory() {
        return new MemoryStore(List.of(MemoryStore.PRIVATE), MailStoreContract.AUTO, Clock.systemUTC());
    }

    private static StoreFactory roomy() {
        var plugin = Map.of("quota", "maildir:User quota", "quota_rule", "*:storage=1G:messages=100000");
        var layer =
                new QuotaLayer(plugin, new QuotaAccounts(Clock.systemUTC()), Enforcement.STRICT, QuotaWarnings.NONE);
        return new StoreStack(memory(), List.of(layer));
    }

    @Nested
    class OverMemory extends QuotaContract {
        @Override
        StoreFactory newStore() {
            return memory();
        }
    }

    @Nested
    class OverMaildir extends QuotaContract {
        @Override
        StoreFactory newStore() {
            return Maildirs.on(new RealDisk());
        }
    }

    @Nested
    class Names extends MailStoreContract {
        @Override
        protected StoreFactory newStore(Path directory) {
            return roomy();
        }
    }

    @Nested
    class Messages extends MailboxContract {
        @Override
        protected StoreFactory newStore(Path directory) {
            return roomy();
        }
    }

    @Nested
    class Sharing extends SharedMailboxContract {
        @Override
        protected StoreFactory newStore(Path directory) {
            return roomy();
        }
    }
}
