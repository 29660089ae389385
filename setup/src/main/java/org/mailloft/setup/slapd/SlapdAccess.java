package org.mailloft.setup.slapd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.mailloft.setup.host.Program;
import org.mailloft.setup.host.SetupFailure;
import org.mailloft.setup.host.Units;

/**
 * Gets hold of this host's slapd: the one that runs, or, where services do not run as in a chroot or while packages are
 * being installed, one of our own on the same configuration, on a socket of its own, until we are done.
 */
public final class SlapdAccess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final String SYSTEM_SOCKET = "ldapi:///";

    private final String uri;
    private final Optional<Process> own;
    private final Optional<Path> folder;

    private SlapdAccess(String uri, Optional<Process> own, Optional<Path> folder) {
        this.uri = uri;
        this.own = own;
        this.folder = folder;
    }

    /** @throws SetupFailure when slapd cannot be started */
    public static SlapdAccess open() {
        var running = running();
        if (running.isPresent()) {
            return running.get();
        }
        if (Units.canBeStarted()) {
            Units.invoke("start", "slapd");
            if (comes(SYSTEM_SOCKET, Duration.ofSeconds(10))) {
                return new SlapdAccess(SYSTEM_SOCKET, Optional.empty(), Optional.empty());
            }
        }
        return startOwn();
    }

    /** The one that runs, if there is one. Need not be closed. */
    public static Optional<SlapdAccess> running() {
        return new SocketDirectory(SYSTEM_SOCKET).answers()
                ? Optional.of(new SlapdAccess(SYSTEM_SOCKET, Optional.empty(), Optional.empty()))
                : Optional.empty();
    }

    private static SlapdAccess startOwn() {
        try {
            // slapd writes the names of its files into folders that belong to the running one
            Files.createDirectories(Path.of("/run/slapd"));
            Program.of("chown", "openldap:openldap", "/run/slapd").require();
            var folder = Files.createTempDirectory("mailloft-slapd");
            Program.of("chown", "openldap:openldap", folder.toString()).require();
            String uri = "ldapi://" + folder.resolve("ldapi").toString().replace("/", "%2f");
            var process = new ProcessBuilder(
                            "/usr/sbin/slapd",
                            "-d",
                            "0",
                            "-h",
                            uri,
                            "-u",
                            "openldap",
                            "-g",
                            "openldap",
                            "-F",
                            "/etc/ldap/slapd.d")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output").toFile())
                    .start();
            var access = new SlapdAccess(uri, Optional.of(process), Optional.of(folder));
            if (!comes(uri, START_LIMIT)) {
                String output = Files.readString(folder.resolve("output")).strip();
                access.close();
                throw new SetupFailure("slapd does not start" + (output.isEmpty() ? "" : ": " + output) + ".");
            }
            return access;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public LocalDirectory directory(Consumer<String> news) {
        return new LocalDirectory(new SocketDirectory(uri), news);
    }

    private static boolean comes(String uri, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        var slapd = new SocketDirectory(uri);
        try {
            while (System.nanoTime() < end) {
                if (slapd.answers()) {
                    return true;
                }
                Thread.sleep(100);
            }
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        own.ifPresent(SlapdAccess::end);
        folder.ifPresent(path -> Program.of("rm", "-rf", path.toString()).run());
    }

    private static void end(Process process) {
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
}
