package org.mailloft.imap.fetch;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.mailloft.imap.ImapService;
import org.mailloft.imap.ImapSettings;
import org.mailloft.imap.command.AllCommands;
import org.mailloft.net.SessionRegistry;
import org.mailloft.storage.Flags;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.memory.MemoryStore;
import org.mailloft.testkit.FakeAuthentication;
import org.mailloft.testkit.FakeClock;
import org.mailloft.testkit.TestServer;

/** Our server over a store in memory, for one user. */
final class OurImap {

    private static final String USER = "anna@example.org";

    private final MemoryStore stores = new MemoryStore();
    final FakeClock clock;
    private final MailStore store = stores.open(new MailUser(USER, Path.of("/nonexistent"), Map.of()));

    OurImap(FakeClock clock) {
        this.clock = clock;
    }

    MailStore store() {
        return store;
    }

    /** Adds a message to a mailbox, which is made if it is not there. */
    void deliver(String mailbox, byte[] message, Flags flags, Instant date) {
        var name = MailboxName.of(mailbox, '/');
        if (!store.exists(name)) {
            store.create(name);
        }
        try (var box = store.open(name, true)) {
            var incoming = box.receive();
            incoming.write(message, 0, message.length);
            box.append(List.of(new Mailbox.Append(incoming, flags, date)));
        }
    }

    /** Everything the server says to a client that logs in, sends this and goes. */
    String talk(String commands) {
        var service = new ImapService(
                ImapSettings.defaults(),
                FakeAuthentication.ofThree(),
                stores,
                new SessionRegistry(),
                AllCommands.table(List.of()),
                clock);
        try (var server = new TestServer(service)) {
            var client = server.connect();
            client.send(("login LOGIN " + USER + " secret\r\n" + commands + "logout LOGOUT\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            return new String(client.readOctetsToEnd(), StandardCharsets.ISO_8859_1);
        }
    }
}
