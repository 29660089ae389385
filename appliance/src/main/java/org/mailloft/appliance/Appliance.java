package org.mailloft.appliance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.mailloft.conf.ConfException;
import org.mailloft.directory.Directory;
import org.mailloft.directory.DirectorySettings;
import org.mailloft.directory.client.LdapDirectory;
import org.mailloft.directory.content.DemoContent;
import org.mailloft.directory.content.DirectoryLayout;
import org.mailloft.directory.embedded.EmbeddedDirectory;
import org.mailloft.listener.Listener;
import org.mailloft.listener.ListenerSettings;
import org.mailloft.listener.MailHost;
import org.mailloft.net.CertificateAuthority;
import org.mailloft.server.Logs;
import org.mailloft.server.MailServer;
import org.mailloft.ucr.ShareFolder;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * Runs the product in one process. In order: state folder, directory with the demo content, registry and what it
 * renders, mail server, listener; each part is started as it would be on a host of its own, from files and over sockets.
 */
public final class Appliance implements AutoCloseable {

    static final String HOST = "localhost";
    private static final String ADMIN = "cn=admin," + DemoContent.BASE;
    private static final String SERVICE = "mailloft";
    private static final String SERVICE_SECRET = "service.secret";

    private final StateFolder state;
    private final Ports ports;
    /** What runs, to be closed from the last to the first. */
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private Appliance(StateFolder state, Ports ports) {
        this.state = state;
        this.ports = ports;
    }

    public static void main(String[] args) {
        var options = new Options();
        var commandLine = new CommandLine(options);
        try {
            var parsed = commandLine.parseArgs(args);
            if (CommandLine.printHelpIfRequested(parsed)) {
                return;
            }
            start(options);
        } catch (CommandLine.ParameterException e) {
            fail(e.getMessage(), 64);
        } catch (StartFailure e) {
            fail(e.getMessage(), 1);
        }
    }

    private static void fail(String sentence, int exitCode) {
        System.err.println("dev/up: " + sentence);
        System.exit(exitCode);
    }

    private static void start(Options options) {
        var ports = Ports.shiftedBy(options.portOffset);
        ports.requireFree();
        var state = StateFolder.open(options.state);
        Logs.open(state.log().toString());
        var appliance = new Appliance(state, ports);
        try {
            appliance.run(options.demoPassword);
        } catch (RuntimeException | IOException e) {
            appliance.close();
            throw e instanceof StartFailure failure ? failure : new StartFailure(sentence(e));
        }
        Runtime.getRuntime().addShutdownHook(new Thread(appliance::end, "shutdown"));
        park();
    }

    /** The parts run on threads that do not keep a process alive, or only while they have something to do. */
    private static void park() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** What to tell the person at the terminal; the rest is in the log. */
    private static String sentence(Exception e) {
        LoggerFactory.getLogger(Appliance.class).error("Cannot start", e);
        return "cannot start: " + (e.getMessage() == null ? e.toString() : e.getMessage());
    }

    private void run(String demoPassword) throws IOException {
        var password = state.secret("demo", demoPassword);
        var servicePassword = state.secret("service", null);
        var address = InetAddress.getByName(Ports.ADDRESS);
        parts.push(EmbeddedDirectory.open(
                state.directoryData(), DemoContent.BASE, ADMIN, password, address, ports.ldap()));
        var serviceDn = fillDirectory(password, servicePassword);
        new CertificateAuthority(state.configuration().resolve("ssl"), Clock.systemUTC(), new SecureRandom())
                .hostFiles(HOST, List.of());
        state.provide("master-users", "# Who may log in as user*NAME, one a line: NAME:{SCHEME}password\n");
        state.secret("doveadm-api", null);
        state.provide("global-acls", "");
        var registry = new ApplianceRegistry(state, ports);
        registry.prepare(serviceDn);
        try {
            parts.push(MailServer.start(state.configuration().resolve("mailloft.conf")));
        } catch (ConfException e) {
            throw new StartFailure(e.getMessage());
        }
        registry.started();
        parts.push(Listener.start(
                new ListenerSettings(
                        directorySettings(serviceDn, servicePassword),
                        DemoContent.BASE,
                        HOST,
                        state.listenerData(),
                        ListenerSettings.USUAL_GUARD_PERCENT),
                MailHost.over(state.adminSocket(), state.root(), ShareFolder.locate(System.getenv()))));
        announce(password);
    }

    private String fillDirectory(String password, String servicePassword) {
        try (Directory directory = LdapDirectory.of(directorySettings(ADMIN, password))) {
            DemoContent.load(directory, _ -> password);
            DemoContent.setPasswords(directory, _ -> password);
            return new DirectoryLayout(DemoContent.BASE).ensureService(directory, SERVICE, servicePassword);
        }
    }

    private DirectorySettings directorySettings(String dn, String password) {
        return DirectorySettings.of(URI.create("ldap://" + Ports.ADDRESS + ":" + ports.ldap()), dn, password);
    }

    private void announce(String password) {
        var out = System.out;
        out.println("IMAP          127.0.0.1:" + ports.imap() + "  (STARTTLS)");
        out.println("IMAPS         127.0.0.1:" + ports.imaps());
        out.println("LMTP          127.0.0.1:" + ports.lmtp());
        out.println("LDAP          ldap://127.0.0.1:" + ports.ldap() + "  (base " + DemoContent.BASE + ")");
        out.println("doveadm HTTP  http://127.0.0.1:" + ports.http() + "/doveadm/v1");
        out.println("doveadm       " + state.adminSocket());
        out.println("registry      dev/ucr --root " + state.root() + " set KEY=VALUE");
        out.println("state         " + state.root() + "  (log: " + state.log() + ")");
        for (var person : DemoContent.people()) {
            var aliases = person.aliases().isEmpty() ? "" : "  also " + String.join(", ", person.aliases());
            out.println("login         " + person.address() + "  password " + password + aliases);
        }
        out.println("groups        office@" + DemoContent.MAIL_DOMAIN + ", everyone@" + DemoContent.MAIL_DOMAIN
                + "; list board@" + DemoContent.MAIL_DOMAIN + " only from the office");
        out.println("administrator " + ADMIN + "  password " + password);
        out.println("ready");
    }

    /** Runs when the process is told to end; a clean end is exit code 0 whatever the signal was. */
    private void end() {
        try {
            close();
            Runtime.getRuntime().halt(0);
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(Appliance.class).error("Cannot stop cleanly", e);
            Runtime.getRuntime().halt(1);
        }
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            closePart(parts.pop());
        }
        state.close();
    }

    private static void closePart(AutoCloseable part) {
        try {
            part.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
