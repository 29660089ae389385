package org.mailloft.storage.maildir;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
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
        return Maildirs.on(new RealDisk());
    }
}
