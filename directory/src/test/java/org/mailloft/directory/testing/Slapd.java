package org.mailloft.directory.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.mailloft.directory.Entry;
import org.mailloft.testing.FreePort;

/** A private OpenLDAP server with the UCS mail schema and syncprov, on a loopback port and a unix socket of its own. */
public final class Slapd implements TestDirectory {

    private static final Path PROGRAM = Path.of("/usr/sbin/slapd");
    private static final Path SCHEMA = Path.of("/etc/ldap/schema");

    private final Path home;
    private final int port;
    private Process process;

    private Slapd(Path home, int port) {
        this.home = home;
        this.port = port;
    }

    /**
     * Starts a server whose files live below {@code home}; skips the test when the machine has no slapd.
     *
     * @param global further lines for the head of the configuration
     */
    public static Slapd start(Path home, String... global) {
        Assumptions.assumeTrue(Files.isExecutable(PROGRAM), "slapd is not installed");
        try {
            Files.createDirectories(home.resolve("db"));
            try (InputStream schema = Entry.class.getResourceAsStream("schema/ucs-mail.schema")) {
                Files.copy(schema, home.resolve("ucs-mail.schema"));
            }
            var slapd = new Slapd(home, FreePort.take());
            Files.writeString(home.resolve("slapd.conf"), String.join("\n", global) + "\n" + slapd.configuration());
            slapd.start();
            slapd.addBase();
            return slapd;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens, too; who connects there is somebody to it. */
    public Path socket() {
        return home.resolve("ldapi").toAbsolutePath();
    }

    @Override
    public URI uri() {
        return URI.create("ldap://127.0.0.1:" + port);
    }

    @Override
    public void start() {
        try {
            process = new ProcessBuilder(
                            PROGRAM.toString(),
                            "-d",
                            "0",
                            "-h",
                            uri() + "/ ldapi://" + socket().toString().replace("/", "%2F"),
                            "-f",
                            home.resolve("slapd.conf").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("slapd.log").toFile())
                    .start();
            awaitPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        process.destroy();
        await();
    }

    /** syncprov keeps its session log in memory, so a restart is enough. */
    @Override
    public void forgetHistory() {}

    @Override
    public void close() {
        process.destroyForcibly();
        await();
    }

    private void await() {
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("slapd does not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void awaitPort() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (process.isAlive() && System.nanoTime() < deadline) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                return;
            } catch (IOException _) {
                Thread.onSpinWait();
            }
        }
        throw new IOException("slapd does not start: " + Files.readString(home.resolve("slapd.log")));
    }

    private String configuration() {
        return """
                include %1$s/core.schema
                include %1$s/cosine.schema
                include %1$s/nis.schema
                include %1$s/inetorgperson.schema
                include %2$s/ucs-mail.schema
                modulepath /usr/lib/ldap
                moduleload back_mdb
                moduleload syncprov
                pidfile %2$s/slapd.pid
                sizelimit unlimited
                database mdb
                maxsize 268435456
                suffix "%3$s"
                directory %2$s/db
                rootdn "%4$s"
                rootpw %5$s
                index objectClass,entryCSN,entryUUID eq
                index uid,mailPrimaryAddress,mailAlternativeAddress eq
                overlay syncprov
                syncprov-checkpoint 100 10
                syncprov-sessionlog 1000
                """.formatted(SCHEMA, home, BASE, ADMIN, PASSWORD);
    }
}
