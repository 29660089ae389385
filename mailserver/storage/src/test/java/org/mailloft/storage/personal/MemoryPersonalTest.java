package org.mailloft.storage.personal;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.Namespace;
import org.mailloft.storage.NamespaceSettings;
import org.mailloft.storage.StorageSettings;
import org.mailloft.storage.StoreFactory;
import org.mailloft.storage.memory.MemoryStore;
import org.mailloft.storage.stack.StoreStack;

/** A public mailbox in memory. */
class MemoryPersonalTest extends PersonalContract {

    private final MemoryStore memory = new MemoryStore(
            List.of(MemoryStore.PRIVATE, new Namespace(Namespace.Kind.PUBLIC, "team/", '/', false, true, false)),
            List.of(),
            Clock.systemUTC(),
            true);

    @Override
    StoreFactory server(Path folder) {
        return new StoreStack(memory, List.of(new PersonalLayer(settings(), new MarkBooks(Clock.systemUTC()))));
    }

    private static StorageSettings settings() {
        return MaildirPersonalTest.settings(List.of(new NamespaceSettings(
                "", "public", "/", "team/", "maildir:x:INDEXPVT=y", false, false, "yes", false, false, 0, List.of())));
    }

    @Override
    MailboxName mailbox(String reader) {
        return MailboxName.of("team/Box", '/');
    }
}
