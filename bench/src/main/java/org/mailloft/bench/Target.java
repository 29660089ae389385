package org.mailloft.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A running server with its own mail store. Both servers get the same configuration file, but for ports and paths: that
 * ours reads Dovecot's configuration is what makes the comparison fair.
 */
final class Target implements AutoCloseable {

    static final String PASSWORD = "bench";
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private final String name;
    private final Path home;
    private final int imapPort;
    private final int lmtpPort;
    private final Process process;

    private Target(String name, Path home, Ports ports, List<String> command) {
        this.name = name;
        this.home = home;
        this.imapPort = ports.imap();
        this.lmtpPort = ports.lmtp();
        try {
            var log = home.resolve("server.log").toFile();
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("starting " + name, e);
        }
        awaitPort(imapPort);
        awaitPort(lmtpPort);
    }

    /** Our server, started with the command line that {@code dev/bench} hands in. */
    static Target mailloft(Path folder, List<String> command) {
        var home = prepare(folder.resolve("mailloft"));
        var ports = Ports.free();
        var full = new ArrayList<>(command);
        full.addAll(List.of("-c", writeConf(home, ports).toString()));
        return new Target("mailloft", home, ports, full);
    }

    /** Debian's Dovecot in its quickest mode: high performance logins, reused IMAP processes, auth cache. */
    static Target dovecot(Path folder) {
        var home = prepare(folder.resolve("dovecot"));
        var ports = Ports.free();
        return new Target(
                "dovecot",
                home,
                ports,
                List.of("/usr/sbin/dovecot", "-F", "-c", writeConf(home, ports).toString()));
    }

    private record Ports(int imap, int lmtp) {

        /** Two that nobody uses at this moment. */
        static Ports free() {
            try (var imap = new ServerSocket(0);
                    var lmtp = new ServerSocket(0)) {
                return new Ports(imap.getLocalPort(), lmtp.getLocalPort());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    String name() {
        return name;
    }

    ImapClient imap(String user) {
        var client = new ImapClient(new InetSocketAddress("127.0.0.1", imapPort));
        client.login(user, PASSWORD);
        return client;
    }

    LmtpClient lmtp() {
        return new LmtpClient(new InetSocketAddress("127.0.0.1", lmtpPort));
    }

    InetSocketAddress imapAddress() {
        return new InetSocketAddress("127.0.0.1", imapPort);
    }

    ProcessTree processes() {
        return new ProcessTree(process.toHandle());
    }

    Path maildir(String user) {
        return home.resolve("mail").resolve(user).resolve("Maildir");
    }

    private static Path prepare(Path home) {
        try {
            Files.createDirectories(home.resolve("mail"));
            Files.createDirectories(home.resolve("run"));
            // mail_uid is not root's: the folders above have to let it pass
            new ProcessBuilder(
                            "chown", "-R", "65534:65534", home.resolve("mail").toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path writeConf(Path home, Ports ports) {
        try (var in = Target.class.getResourceAsStream("bench.conf")) {
            var text = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .replace("@HOME@", home.toString())
                    .replace("@IMAP@", String.valueOf(ports.imap()))
                    .replace("@LMTP@", String.valueOf(ports.lmtp()))
                    .replace("@FSYNC@", System.getProperty("bench.fsync", "optimized"));
            return Files.writeString(home.resolve("bench.conf"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitPort(int port) {
        var end = Instant.now().plus(START_LIMIT);
        while (true) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
                return;
            } catch (IOException e) {
                if (!process.isAlive() || Instant.now().isAfter(end)) {
                    close();
                    throw new IllegalStateException(
                            name + " does not listen on port " + port + ", see " + home.resolve("server.log"), e);
                }
                sleep(50);
            }
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
