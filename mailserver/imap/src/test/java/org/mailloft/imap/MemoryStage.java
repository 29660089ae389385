package org.mailloft.imap;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.mailloft.imap.command.AllCommands;
import org.mailloft.net.MemoryConnection;
import org.mailloft.net.SessionRegistry;
import org.mailloft.storage.AutoMailbox;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.SideFile;
import org.mailloft.storage.StoreFactory;
import org.mailloft.storage.acl.AclCache;
import org.mailloft.storage.acl.AclLayer;
import org.mailloft.storage.acl.AclSettings;
import org.mailloft.storage.acl.Entrance;
import org.mailloft.storage.memory.MemoryStore;
import org.mailloft.storage.quota.Enforcement;
import org.mailloft.storage.quota.QuotaAccounts;
import org.mailloft.storage.quota.QuotaLayer;
import org.mailloft.storage.quota.QuotaWarnings;
import org.mailloft.storage.stack.StoreStack;
import org.mailloft.testkit.FakeAuthentication;
import org.mailloft.testkit.FakeClock;
import org.mailloft.testkit.TestServer;
import org.mailloft.testkit.Transcript;

/** Our server over mail in memory. */
final class MemoryStage extends ImapStage implements AutoCloseable {

    static final String USER = "anna@example.org";

    /** Also in the configuration of the Dovecot that transcripts are compared with. */
    static final List<AutoMailbox> MAILBOXES = List.of(
            new AutoMailbox(new MailboxName("Drafts"), AutoMailbox.Auto.SUBSCRIBE, List.of("\\Drafts")),
            new AutoMailbox(new MailboxName("Sent"), AutoMailbox.Auto.NO, List.of("\\Sent")),
            new AutoMailbox(new MailboxName("Trash"), AutoMailbox.Auto.CREATE, List.of("\\Trash")));

    /** Likewise. */
    private static final Map<String, String> QUOTA = Map.of(
            "quota", "maildir:User quota",
            "quota_rule", "*:storage=10M:messages=10000",
            "quota_rule2", "Small:storage=-10239K");

    /** Likewise. */
    private static final Map<String, String> ACL = Map.of("acl", "vfile:cache_secs=0", "acl_anyone", "allow");

    private static final Function<Path, SideFile> NO_FILES = path -> {
        throw new IllegalStateException("no such file is configured: " + path);
    };

    final FakeClock clock;
    final SessionRegistry registry = new SessionRegistry();
    final ImapService service;
    final TestServer server;

    MemoryStage() {
        this(ImapSettings.defaults());
    }

    MemoryStage(ImapSettings settings) {
        this(settings, new FakeClock());
    }

    private MemoryStage(ImapSettings settings, FakeClock clock) {
        this(settings, new MemoryStore(List.of(MemoryStore.PRIVATE), MAILBOXES, clock), clock);
    }

    /** Over mail that lies elsewhere; only the connections are in memory. */
    MemoryStage(ImapSettings settings, StoreFactory mail, FakeClock clock) {
        this.clock = clock;
        var quota = new QuotaLayer(QUOTA, new QuotaAccounts(clock), Enforcement.STRICT, QuotaWarnings.NONE);
        var rights = new AclLayer(
                new AclSettings(List.of("acl"), ACL), new AclCache(), NO_FILES, _ -> Set.of(), Entrance.CLIENT);
        service = new ImapService(
                settings,
                FakeAuthentication.ofThree(),
                new StoreStack(mail, List.of(quota, rights)),
                registry,
                AllCommands.table(List.of("quota", "imap_quota", "acl", "imap_acl")),
                clock);
        server = new TestServer(service);
    }

    @Override
    Transcript.Client open() {
        return new MemoryClient(server.connect());
    }

    @Override
    String user() {
        return USER;
    }

    @Override
    String password() {
        return "secret";
    }

    @Override
    public void close() {
        server.close();
    }

    private record MemoryClient(MemoryConnection.Client client) implements Transcript.Client {
        @Override
        public void send(String text) {
            if (text.equals("<TLS>\r\n")) {
                client.startTls();
            } else {
                client.send(text);
            }
        }

        @Override
        public String readLine() {
            return client.readLine();
        }

        @Override
        public String received() {
            return client.received();
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
