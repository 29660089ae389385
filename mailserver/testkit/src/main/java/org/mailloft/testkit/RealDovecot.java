package org.mailloft.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A real Dovecot of our own: LMTP on a free port of the loopback, Maildirs of {@code anna}, {@code ben} and {@code carla}
 * of {@code example.org}, and the {@code doveadm} that goes with it.
 */
public final class RealDovecot implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/dovecot");

    private final Path folder;
    private final Process process;
    private final int port;

    private RealDovecot(Path folder, Process process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    /** Why there can be none on this machine; empty when there can. */
    public static Optional<String> missing() {
        if (!Files.isExecutable(PROGRAM)) {
            return Optional.of("dovecot is not installed");
        }
        return "root".equals(System.getProperty("user.name"))
                ? Optional.empty()
                : Optional.of("dovecot needs to be started by root");
    }

    /** Starts it with everything below {@code folder}, an empty directory; waits until it listens. */
    public static RealDovecot start(Path folder) throws IOException, InterruptedException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        var mail = Files.createDirectory(folder.resolve("mail"));
        Files.setPosixFilePermissions(mail, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.writeString(folder.resolve("users"), """
                anna@example.org:::::::
                ben@example.org:::::::
                carla@example.org:::::::
                """);
        var configuration = Files.writeString(folder.resolve("dovecot.conf"), CONFIGURATION.formatted(folder, port));
        var process = new ProcessBuilder(PROGRAM.toString(), "-F", "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        var dovecot = new RealDovecot(folder, process, port);
        dovecot.awaitListening();
        return dovecot;
    }

    public int port() {
        return port;
    }

    /** Mail home of a user, named without his domain. */
    public Path home(String name) {
        return folder.resolve("mail").resolve(name);
    }

    /** What {@code doveadm} printed to standard output and standard error, and its exit code. */
    public record Printed(String out, String err, int exitCode) {}

    /** Runs {@code doveadm} with these arguments, octets as characters. */
    public Printed doveadm(List<String> args) throws IOException, InterruptedException {
        var command = new ArrayList<>(
                List.of("doveadm", "-c", folder.resolve("dovecot.conf").toString()));
        command.addAll(args);
        var err = Files.createTempFile(folder, "doveadm", ".err");
        var running = new ProcessBuilder(command).redirectError(err.toFile()).start();
        var out = new String(running.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        if (!running.waitFor(30, TimeUnit.SECONDS)) {
            running.destroyForcibly();
            throw new IOException("doveadm does not end");
        }
        return new Printed(out, Files.readString(err, StandardCharsets.ISO_8859_1), running.exitValue());
    }

    private void awaitListening() throws IOException, InterruptedException {
        for (int attempt = 0; attempt < 100; attempt++) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException _) {
                if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                    break;
                }
            }
        }
        close();
        throw new IOException("Dovecot does not listen on port " + port);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static final String CONFIGURATION = """
            base_dir = %1$s/run
            state_dir = %1$s/state
            log_path = %1$s/log
            protocols = lmtp
            listen = 127.0.0.1
            ssl = no
            hostname = mx.example.org
            recipient_delimiter = +
            mail_location = maildir:~/Maildir
            mail_home = %1$s/mail/%%n
            mail_uid = 65534
            mail_gid = 65534
            first_valid_gid = 1
            userdb {
              driver = passwd-file
              args = %1$s/users
            }
            passdb {
              driver = passwd-file
              args = %1$s/users
            }
            service lmtp {
              inet_listener lmtp {
                address = 127.0.0.1
                port = %2$d
              }
            }
            service anvil {
              unix_listener anvil-auth-penalty {
                mode = 0
              }
            }
            """;
}
