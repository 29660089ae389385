package org.mailloft.setup.slapd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.mailloft.setup.host.Program;
import org.mailloft.testing.FreePort;

/** A private slapd with the configuration that Debian's package makes on a host without a domain, and its one entry. */
final class DebianSlapd implements AutoCloseable {

    private static final String BASE_ENTRY = """
            dn: dc=nodomain
            objectClass: top
            objectClass: dcObject
            objectClass: organization
            o: nodomain
            dc: nodomain
            """;

    private final Process process;
    private final SocketDirectory socket;
    private final int port;

    private DebianSlapd(Process process, SocketDirectory socket, int port) {
        this.process = process;
        this.socket = socket;
        this.port = port;
    }

    /** @param more entries that somebody has added, LDIF */
    static DebianSlapd start(Path home, String more) throws IOException {
        Assumptions.assumeTrue(Program.isInstalled("slapd"), "slapd is not installed");
        Assumptions.assumeTrue(Program.isInstalled("ldapmodify"), "ldap-utils is not installed");
        Assumptions.assumeTrue(
                Program.of("id", "-u").require().strip().equals("0"), "root alone is known at slapd's socket");
        Files.createDirectories(home.resolve("config"));
        Files.createDirectories(home.resolve("data"));
        load(home, "0", configuration(home));
        load(home, "1", BASE_ENTRY + "\n" + more);
        int port = FreePort.take();
        String uri = "ldapi://" + home.resolve("socket").toString().replace("/", "%2f");
        var process = new ProcessBuilder(
                        "/usr/sbin/slapd",
                        "-d",
                        "0",
                        "-h",
                        uri + " ldap://127.0.0.1:" + port,
                        "-F",
                        home.resolve("config").toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("output").toFile())
                .start();
        var slapd = new DebianSlapd(process, new SocketDirectory(uri), port);
        slapd.await(home);
        return slapd;
    }

    private static void load(Path home, String database, String ldif) {
        Program.of("slapadd", "-n", database, "-F", home.resolve("config").toString())
                .reading(ldif)
                .require();
    }

    private static String configuration(Path home) throws IOException {
        try (var in = DebianSlapd.class.getResourceAsStream("debian-config.ldif")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("/var/run/slapd/", home + "/")
                    .replace("/var/lib/ldap", home.resolve("data").toString());
            // the schemas are files of the package
            for (String schema : new String[] {"core", "cosine", "nis", "inetorgperson"}) {
                text = text.replaceAll(
                        "dn: cn=\\{\\d}" + schema + ",cn=schema,cn=config\\n(.+\\n)+",
                        "include: file:///etc/ldap/schema/" + schema + ".ldif\n");
            }
            return text;
        }
    }

    private void await(Path home) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!socket.answers()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IOException("slapd does not start: " + Files.readString(home.resolve("output")));
            }
        }
    }

    SocketDirectory socket() {
        return socket;
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
