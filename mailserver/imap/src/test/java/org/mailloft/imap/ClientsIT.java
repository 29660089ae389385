package org.mailloft.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.imap.command.AllCommands;
import org.mailloft.net.Capacity;
import org.mailloft.net.CertificateAuthority;
import org.mailloft.net.Endpoint;
import org.mailloft.net.ListenerSettings;
import org.mailloft.net.SessionRegistry;
import org.mailloft.net.TlsSettings;
import org.mailloft.net.netty.Clients;
import org.mailloft.net.netty.EventLoops;
import org.mailloft.net.netty.NettyListener;
import org.mailloft.net.netty.TlsContexts;
import org.mailloft.storage.memory.MemoryStore;
import org.mailloft.testkit.FakeAuthentication;

/** Real clients with our server over TLS, mail in memory. */
class ClientsIT {

    @TempDir
    private static Path folder;

    private static CertificateAuthority.HostFiles certificates;
    private static EventLoops loops;
    private static NettyListener plain;
    private static NettyListener encrypted;

    @BeforeAll
    static void start() throws IOException {
        var authority = new CertificateAuthority(folder.resolve("tls"), Clock.systemUTC(), new SecureRandom());
        certificates = authority.hostFiles("localhost", List.of());
        var tls = new TlsContexts(TlsSettings.of("<" + certificates.cert(), "<" + certificates.key()), List.of());
        loops = new EventLoops(1);
        var service = new ImapService(
                ImapSettings.defaults(),
                FakeAuthentication.ofThree(),
                new MemoryStore(List.of(MemoryStore.PRIVATE), MemoryStage.MAILBOXES, Clock.systemUTC()),
                new SessionRegistry(),
                AllCommands.table(List.of()),
                Clock.systemUTC());
        var clients = Clients.of("imap-login", Capacity.UNLIMITED);
        plain = new NettyListener(loops, listener(false), () -> Optional.of(tls), clients, service).start();
        encrypted = new NettyListener(loops, listener(true), () -> Optional.of(tls), clients, service).start();
    }

    private static ListenerSettings listener(boolean implicitTls) {
        var anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return new ListenerSettings("imap-login", new Endpoint.Inet(anyPort), implicitTls);
    }

    @AfterAll
    static void stop() {
        plain.close();
        encrypted.close();
        loops.close();
    }

    private static int port(NettyListener listener) {
        return ((InetSocketAddress) listener.address()).getPort();
    }

    @Test
    void imaplib() throws IOException, InterruptedException {
        run(
                "python3",
                "src/test/clients/imaplib_tour.py",
                port(plain),
                "anna@example.org",
                "secret",
                certificates.ca());
    }

    @Test
    void curl() throws IOException, InterruptedException {
        var message = Files.writeString(folder.resolve("message"), "Subject: by curl\r\n\r\nHello.\r\n");
        var inbox = "imaps://localhost:" + port(encrypted) + "/INBOX";
        run("curl", "-sS", "--cacert", certificates.ca(), "-u", "ben@example.org:secret", "-T", message, inbox);
        assertEquals(
                Files.readString(message),
                run(
                        "curl",
                        "-sS",
                        "--cacert",
                        certificates.ca(),
                        "-u",
                        "ben@example.org:secret",
                        inbox + ";MAILINDEX=1"));
        var listing = run(
                "curl",
                "-sS",
                "--cacert",
                certificates.ca(),
                "-u",
                "ben@example.org:secret",
                "imaps://localhost:" + port(encrypted) + "/");
        assertTrue(listing.contains("* LIST (\\HasNoChildren \\Trash) \"/\" Trash"), listing);
        var wrong = exec("curl", "-sS", "--cacert", certificates.ca(), "-u", "ben@example.org:wrong", inbox);
        assertEquals(67, wrong.code(), wrong.output());
    }

    /** Both ways: what is new here goes there, flags and removals too, and a second run finds nothing to do. */
    @Test
    void mbsync() throws IOException, InterruptedException {
        var local = Files.createDirectory(folder.resolve("local"));
        var configuration = Files.writeString(
                folder.resolve("mbsyncrc"), """
                IMAPAccount here
                Host localhost
                Port %d
                User carla@example.org
                Pass secret
                SSLType IMAPS
                CertificateFile %s

                IMAPStore far
                Account here

                MaildirStore near
                Path %s/
                Inbox %s/INBOX
                SubFolders Verbatim

                Channel all
                Far :far:
                Near :near:
                Patterns *
                Create Both
                Expunge Both
                SyncState *
                """.formatted(port(encrypted), certificates.ca(), local, local));
        run("mbsync", "-c", configuration, "-a");
        for (int i = 0; i < 20; i++) {
            Files.writeString(
                    local.resolve("INBOX/new/1.%d.test".formatted(i)), "Subject: %d\n\nHello.\n".formatted(i));
        }
        run("mbsync", "-c", configuration, "-a");
        inFarInbox("UID STORE 1:5 +FLAGS.SILENT (\\Flagged)");
        inFarInbox("UID STORE 6:8 +FLAGS.SILENT (\\Deleted)");
        run("mbsync", "-c", configuration, "-a");
        var files = new ArrayList<String>();
        for (var part : List.of("cur", "new")) {
            try (var names = Files.list(local.resolve("INBOX").resolve(part))) {
                names.forEach(name -> files.add(name.getFileName().toString()));
            }
        }
        assertEquals(17, files.size(), files.toString());
        assertEquals(
                5, files.stream().filter(name -> name.matches(".*:2,.*F.*")).count(), files.toString());
        var again = run("mbsync", "-c", configuration, "-aV");
        assertTrue(again.contains("near side: 17 messages") && again.contains("far side: 17 messages"), again);
        assertFalse(again.contains("Pushing"), again);
    }

    private static void inFarInbox(String command) throws IOException, InterruptedException {
        var inbox = "imaps://localhost:" + port(encrypted) + "/INBOX";
        run("curl", "-sS", "--cacert", certificates.ca(), "-u", "carla@example.org:secret", "-X", command, inbox);
    }

    private record Outcome(int code, String output) {}

    private static String run(Object... command) throws IOException, InterruptedException {
        var outcome = exec(command);
        assertEquals(0, outcome.code(), outcome.output());
        return outcome.output();
    }

    private static Outcome exec(Object... command) throws IOException, InterruptedException {
        var words = new ArrayList<String>();
        for (var word : command) {
            words.add(word.toString());
        }
        assumeTrue(isInstalled(words.getFirst()), words.getFirst() + " is not installed");
        var output = Files.createTempFile(folder, "output", "");
        var process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = process.waitFor(30, TimeUnit.SECONDS);
            assertTrue(ended, words + " does not end: " + Files.readString(output));
            return new Outcome(process.exitValue(), Files.readString(output));
        } finally {
            process.destroyForcibly();
        }
    }

    private static boolean isInstalled(String program) {
        for (var folder : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }
}
