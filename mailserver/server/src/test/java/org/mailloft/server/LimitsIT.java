package org.mailloft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailloft.testkit.RealDovecot;

/** Dovecot and we let the same clients in, under the same limits. */
@Timeout(120)
class LimitsIT {

    private static final int CLIENTS = 6;

    @TempDir
    Path folder;

    /** What became of clients that came one after the other. */
    private record Outcome(int served, int waiting, List<String> toldToGo, String warning) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "service imap-login {;process_limit = 3;service_count = 1;}|STRANGER",
                "service imap-login {;process_limit = 3;service_count = 1;}|PLAIN",
                "service imap-login {;process_limit = 3;service_count = 1;}|TLS",
                "service imap-login {;process_limit = 2;client_limit = 2;service_count = 0;}|STRANGER",
                "service imap-login {;process_limit = 2;client_limit = 2;service_count = 0;}|TLS",
                "service imap-login {;process_limit = 1;client_limit = 3;service_count = 0;}|STRANGER",
                "service imap-login {;process_limit = 1;service_count = 1;}|STRANGER",
                "service imap {;process_limit = 2;}|PLAIN",
                "service imap {;process_limit = 2;}|TLS",
                "service imap {;process_limit = 2;client_limit = 2;service_count = 0;}|PLAIN",
                "service lmtp {;process_limit = 2;}|LMTP",
            })
    void bothBoundTheSameClients(String settings, Kind kind) throws Exception {
        RealDovecot.missing().ifPresent(why -> Assumptions.abort("a real Dovecot is needed: " + why));
        var added = settings.replace(';', '\n') + "\n";
        Outcome ours;
        try (var site = new Site(Files.createDirectory(folder.resolve("ours")))) {
            site.with(added).start();
            ours = outcome(site, kind);
        }
        var real = real(added, kind);
        if (kind == Kind.STRANGER) {
            // each process of Dovecot decides by itself and after a while: one more may go, or one less, and when a
            // process
            // is faster than the master there is no warning
            assertTrue(real.served() <= ours.served(), real + " " + ours);
            assertEquals(CLIENTS, ours.served() + ours.toldToGo().size());
            assertEquals(Set.copyOf(real.toldToGo()), Set.copyOf(ours.toldToGo()));
            assertTrue(Set.of("[]", ours.warning()).contains(real.warning()), real + " " + ours);
        } else {
            assertEquals(real, ours);
        }
    }

    private Outcome real(String added, Kind kind) throws Exception {
        var place = Files.createDirectory(folder.resolve("real"));
        for (var open : List.of(folder, place)) {
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        var site = new Site(place);
        var mail = Files.createDirectory(place.resolve("mail"));
        Files.setPosixFilePermissions(mail, PosixFilePermissions.fromString("rwxrwxrwx"));
        site.with(added + "state_dir = " + place + "/state\nmail_uid = 65534\nmail_gid = 65534\nfirst_valid_gid = 1\n");
        var process = new ProcessBuilder("/usr/sbin/dovecot", "-F", "-c", place + "/mailloft.conf")
                .redirectErrorStream(true)
                .redirectOutput(place.resolve("output").toFile())
                .start();
        try {
            for (int i = 0; i < 100 && !Files.exists(place.resolve("run/master.pid")); i++) {
                Thread.sleep(50);
            }
            return outcome(site, kind);
        } finally {
            process.destroy();
            process.waitFor(20, TimeUnit.SECONDS);
        }
    }

    private enum Kind {
        STRANGER,
        PLAIN,
        TLS,
        LMTP
    }

    private static Outcome outcome(Site site, Kind kind) throws Exception {
        var clients = new ArrayList<Socket>();
        try {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(client(site, kind));
            }
            Thread.sleep(3_000); // Dovecot takes up to two seconds until the oldest goes
            int served = 0;
            int waiting = 0;
            var told = new ArrayList<String>();
            for (var client : clients) {
                var said = drain(client);
                if (said.contains("BYE")) {
                    told.add(said.lines()
                            .filter(line -> line.contains("BYE"))
                            .findFirst()
                            .orElseThrow());
                } else if (said.contains("a OK")
                        || kind == Kind.STRANGER && said.contains("* OK")
                        || said.startsWith("220")) {
                    served++;
                } else {
                    waiting++;
                }
            }
            var warning = site.log()
                    .lines()
                    .filter(line -> line.contains("reached, client connections are being dropped"))
                    .map(line -> line.substring("Nov 21 20:20:09 ".length()))
                    .distinct()
                    .toList();
            return new Outcome(served, waiting, told, warning.toString());
        } finally {
            for (var client : clients) {
                client.close();
            }
        }
    }

    /** Comes, and asks to be let in, as far as it is answered in a moment. */
    private static Socket client(Site site, Kind kind) throws Exception {
        int port =
                switch (kind) {
                    case STRANGER, PLAIN -> site.imap;
                    case TLS -> site.imaps;
                    case LMTP -> site.lmtp;
                };
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(1_000);
        try {
            if (kind == Kind.TLS) {
                var context = SSLContext.getInstance("TLS");
                context.init(null, new TrustManager[] {new Anybody()}, null);
                socket = context.getSocketFactory().createSocket(socket, "localhost", port, true);
                socket.setSoTimeout(1_000);
            }
            if (kind == Kind.PLAIN || kind == Kind.TLS) {
                socket.getOutputStream().write("a LOGIN anna@example.org pw\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            assertTrue(kind == Kind.TLS, e.toString()); // the handshake waits for a place
        }
        Thread.sleep(300);
        return socket;
    }

    private static String drain(Socket client) throws IOException {
        var said = new StringBuilder();
        try {
            client.setSoTimeout(200);
            for (int octet = client.getInputStream().read();
                    octet >= 0;
                    octet = client.getInputStream().read()) {
                said.append((char) octet);
            }
        } catch (SocketTimeoutException _) {
            // all there is
        } catch (IOException e) {
            said.append(e.getMessage());
        }
        return said.toString();
    }

    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
