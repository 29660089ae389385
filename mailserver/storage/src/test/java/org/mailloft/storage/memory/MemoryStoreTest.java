package org.mailloft.storage.memory;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.mailloft.storage.StoreFactory;
import org.mailloft.storage.contract.MailStoreContract;
import org.mailloft.storage.contract.MailboxContract;
import org.mailloft.storage.contract.SharedMailboxContract;

class MemoryStoreTest {

    private static StoreFactory store() {
        return new MemoryStore(List.of(MemoryStore.PRIVATE), MailStoreContract.AUTO, Clock.systemUTC());
    }

    @Nested
    class Names extends MailStoreContract {
        @Override
        protected StoreFactory newStore(Path directory) {
            return store();
        }
    }

    @Nested
    class Messages extends MailboxContract {
        @Override
        protected StoreFactory newStore(Path directory) {
            return store();
        }
    }

    @Nested
    class Sharing extends SharedMailboxContract {
        @Override
        protected StoreFactory newStore(Path directory) {
            return store();
        }
    }
}
