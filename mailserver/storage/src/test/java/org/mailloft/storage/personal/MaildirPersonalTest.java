package org.mailloft.storage.personal;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.NamespaceSettings;
import org.mailloft.storage.StorageSettings;
import org.mailloft.storage.StoreFactory;
import org.mailloft.storage.disk.RealDisk;
import org.mailloft.storage.maildir.MaildirStores;
import org.mailloft.storage.shared.SharedLayer;
import org.mailloft.storage.stack.StoreStack;

/** A mailbox that Anna shares with others, in Maildirs. */
class MaildirPersonalTest extends PersonalContract {

    static StorageSettings settings(List<NamespaceSettings> others) {
        return new StorageSettings(
                "maildir:~/Maildir",
                StorageSettings.Fsync.NEVER,
                false,
                Duration.ZERO,
                50,
                Duration.ZERO,
                false,
                true,
                Stream.concat(Stream.of(NamespaceSettings.inbox("/", List.of())), others.stream())
                        .toList());
    }

    static NamespaceSettings namespace(String type, String prefix, String location) {
        return new NamespaceSettings("", type, "/", prefix, location, false, false, "yes", false, false, 0, List.of());
    }

    NamespaceSettings namespace(Path folder) {
        return namespace("shared", "shared/%%u/", "maildir:%%h/Maildir:INDEXPVT=~/Maildir/shared/%%u");
    }

    @Override
    StoreFactory server(Path folder) {
        var settings = settings(List.of(namespace(folder)));
        var stores = new MaildirStores(settings, new RealDisk(), Clock.systemUTC(), "host");
        return new StoreStack(
                stores,
                List.of(
                        new SharedLayer(
                                settings.namespaces(),
                                stores,
                                name -> Optional.of(new MailUser(name, folder.resolve(name), Map.of())),
                                stores::ownFlags),
                        new PersonalLayer(settings, new MarkBooks(Clock.systemUTC()))));
    }

    @Override
    MailboxName mailbox(String reader) {
        return MailboxName.of(reader.equals("anna") ? "Plans" : "shared/anna/Plans", '/');
    }
}
