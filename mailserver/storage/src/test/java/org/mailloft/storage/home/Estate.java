package org.mailloft.storage.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mailloft.storage.Flags;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.MailboxSettings;
import org.mailloft.storage.NamespaceSettings;
import org.mailloft.storage.StorageSettings;
import org.mailloft.storage.StoreFactory;
import org.mailloft.storage.SystemFlag;
import org.mailloft.storage.disk.Disk;
import org.mailloft.storage.maildir.MaildirStores;

/** Homes in a directory, laid out as the rendered configuration has them; one server on them. */
final class Estate {

    final Path root;
    Instant now = Instant.parse("2026-11-22T05:43:09Z");
    final HomeDoors doors = new HomeDoors();
    final Homes homes;
    final StoreFactory stores;
    final MaildirStores maildirs;
    /** What the server was told to do, such as {@code send away private:anna@example.org}. */
    final List<String> told = new ArrayList<>();

    Estate(Path root, Disk disk) {
        this(root, disk, "", Map.of());
    }

    /** @param more of {@code mail_location} */
    Estate(Path root, Disk disk, String more, Map<String, String> plugin) {
        this.root = root;
        var settings = new HomeSettings(root + "/private/%Ld/%Ln", plugin);
        var storage = new StorageSettings(
                "maildir:" + root + "/private/%Ld/%Ln/Maildir" + more,
                StorageSettings.Fsync.OPTIMIZED,
                false,
                Duration.ofDays(7),
                50,
                Duration.ofMillis(50),
                false,
                true,
                List.of(NamespaceSettings.inbox("/", List.of(new MailboxSettings("Trash", "create", List.of())))));
        maildirs = new MaildirStores(storage, disk, Clock.systemUTC(), "host", doors);
        StoreFactory[] own = new StoreFactory[1];
        var services = new HomeServices(
                disk, () -> now, doors, new Neighbours(), user -> own[0].open(user), Duration.ofMillis(20));
        own[0] = new HomeStores(maildirs.under(storage), settings, storage, services);
        stores = own[0];
        homes = new Homes(settings, storage, services);
    }

    /** What others called people, in order. */
    final List<String> renamed = new ArrayList<>();

    private final class Neighbours implements HomeUsers {

        @Override
        public void sendAway(Place place) {
            told.add("send away " + place);
        }

        @Override
        public void vacate(Path directory) {
            maildirs.vacate(directory);
        }

        @Override
        public void left(Place place, Path home) {
            told.add("left " + place);
        }

        @Override
        public void arrived(Place place, Path home) {
            told.add("arrived " + place);
        }

        @Override
        public void renamed(String from, String to) {
            renamed.add(from + " is " + to);
        }
    }

    Path home(String address) {
        int at = address.indexOf('@');
        return root.resolve("private").resolve(address.substring(at + 1)).resolve(address.substring(0, at));
    }

    MailUser user(String address, String id) {
        return new MailUser(address, home(address), id.isEmpty() ? Map.of() : Map.of("mail_id", id));
    }

    /** Delivers a message, with a flag, and returns its UID. */
    long deliver(String address, String id, String text) {
        try (var store = stores.open(user(address, id));
                var mailbox = store.open(MailboxName.INBOX, true);
                var incoming = mailbox.receive()) {
            var octets = text.getBytes(StandardCharsets.UTF_8);
            incoming.write(octets, 0, octets.length);
            return mailbox.append(List.of(new Mailbox.Append(
                            incoming, new Flags(Set.of(SystemFlag.FLAGGED), Set.of("$Work")), Instant.EPOCH)))
                    .getFirst();
        }
    }

    /** Messages of the INBOX by UID, with their flags. */
    Map<Long, String> mail(String address, String id) {
        var mail = new HashMap<Long, String>();
        try (var store = stores.open(user(address, id));
                var mailbox = store.open(MailboxName.INBOX, false)) {
            var view = mailbox.view();
            for (int at = 0; at < view.size(); at++) {
                try (var content = mailbox.open(view.uid(at))) {
                    var text = new String(content.readAllBytes(), StandardCharsets.UTF_8);
                    var flags = view.flags(at);
                    mail.put(view.uid(at), text.strip() + " " + flags.system() + flags.keywords());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return mail;
    }

    /** Whose homes there are, by their directories below the root. */
    Map<String, String> labels() throws IOException {
        var labels = new HashMap<String, String>();
        try (var all = Files.walk(root)) {
            for (var file : all.filter(path -> path.endsWith("mailloft-id")).toList()) {
                labels.put(
                        root.relativize(file.getParent()).toString(),
                        Files.readString(file).strip());
            }
        }
        return labels;
    }
}
