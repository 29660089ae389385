package org.mailloft.admin;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailloft.admin.command.AllCommands;
import org.mailloft.admin.http.AdminSettings;
import org.mailloft.admin.http.HttpApi;
import org.mailloft.conf.Secret;
import org.mailloft.net.MemoryConnection;
import org.mailloft.net.SessionRegistry;
import org.mailloft.routing.AddressRouting;
import org.mailloft.routing.Groups;
import org.mailloft.storage.Flags;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.StorageSettings;
import org.mailloft.storage.StoreFactory;
import org.mailloft.storage.SystemFlag;
import org.mailloft.storage.disk.RealDisk;
import org.mailloft.storage.home.HomeDoors;
import org.mailloft.storage.home.HomeServices;
import org.mailloft.storage.home.HomeSettings;
import org.mailloft.storage.home.HomeUsers;
import org.mailloft.storage.home.Homes;
import org.mailloft.storage.memory.MemoryStore;
import org.mailloft.storage.trace.MailTrace;
import org.mailloft.testkit.FakeAuthentication;
import org.mailloft.testkit.FakeClock;

/** A server to be administrated, in memory: users anna, ben and carla of example.org. */
public final class Office {

    public static final String ANNA = "anna@example.org";

    public final FakeClock clock = new FakeClock();
    public final MemoryStore stores = new MemoryStore(List.of(MemoryStore.PRIVATE), List.of(), clock);
    public final SessionRegistry sessions = new SessionRegistry();
    /** Whose mail cannot be opened. */
    public final Set<String> closed = new HashSet<>();
    /** What the server was told to do. */
    public final List<String> control = new ArrayList<>();

    public final AdminServices services = new AdminServices(
            FakeAuthentication.ofThree(),
            this::open,
            MailDefaults.NONE,
            sessions,
            new ServerControl() {
                @Override
                public List<String> reload() {
                    control.add("reload");
                    return List.of("mail_uid was changed");
                }

                @Override
                public void reopenLogs() {
                    control.add("reopen logs");
                }

                @Override
                public List<ServiceStatus> services() {
                    return List.of(
                            new ServiceStatus("imap", 3, 0, 1024, 1, Optional.of(Instant.ofEpochSecond(5)), true, 7));
                }

                @Override
                public void stop() {
                    control.add("stop");
                }
            },
            homes(stores),
            AddressRouting.NONE,
            Groups.NONE,
            insight(stores),
            clock);

    private MailStore open(MailUser user) {
        if (closed.contains(user.name())) {
            throw new MailFailure(MailFailure.Reason.UNAVAILABLE, "Mailbox is being moved, try again later");
        }
        return stores.open(user);
    }

    /** In a configuration that does not say where they are. */
    static Homes homes(StoreFactory stores) {
        var services = new HomeServices(
                new RealDisk(), Instant::now, new HomeDoors(), HomeUsers.NONE, stores, Duration.ofSeconds(1));
        return new Homes(new HomeSettings("", Map.of()), StorageSettings.DEFAULTS, services);
    }

    /** All see the same, addresses have no details, and nothing is written down. */
    static Insight insight(StoreFactory stores) {
        return new Insight(
                stores,
                stores,
                address -> Optional.of(new Insight.Addressee(address, "", "INBOX")),
                _ -> true,
                false,
                false,
                new MailTrace(new RealDisk(), Clock.systemUTC()));
    }

    public HttpApi api() {
        var settings = new AdminSettings(new Secret("key"), new Secret("pw"));
        return new HttpApi(AllCommands.with(services), settings, clock);
    }

    /** Puts a message into a mailbox of anna's, which is created when it is missing. */
    public long save(String mailbox, String message, SystemFlag... flags) {
        try (var store = stores.open(new MailUser(ANNA, Path.of("/nonexistent"), Map.of()))) {
            var name = MailboxName.of(mailbox, '/');
            if (!store.exists(name)) {
                store.create(name);
            }
            try (var box = store.open(name, true);
                    var incoming = box.receive()) {
                var octets = message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
                incoming.write(octets, 0, octets.length);
                return box.append(List.of(new Mailbox.Append(incoming, Flags.of(flags), clock.instant())))
                        .getFirst();
            }
        }
    }

    /** Logs somebody in with IMAP. */
    public MemoryConnection login(String user, String remoteIp) {
        var connection = new MemoryConnection(MemoryConnection.between(remoteIp, "192.0.2.1"), false, true);
        var id = "session" + sessions.all().size();
        sessions.enter(new SessionRegistry.Session(user, "imap", id, connection), 0);
        return connection;
    }
}
