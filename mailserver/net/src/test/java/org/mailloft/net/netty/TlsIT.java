package org.mailloft.net.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailloft.net.Capacity;
import org.mailloft.net.CertificateAuthority;
import org.mailloft.net.Endpoint;
import org.mailloft.net.ListenerSettings;
import org.mailloft.net.TlsSettings;

@Timeout(60)
class TlsIT {

    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private CertificateAuthority.HostFiles files;

    @BeforeEach
    void makeCertificate() throws IOException {
        files = host("mail.example.org");
    }

    private final Clients clients = Clients.of("test", Capacity.UNLIMITED);

    @AfterEach
    void closeAll() throws Exception {
        for (var each : open.reversed()) {
            each.close();
        }
    }

    private CertificateAuthority.HostFiles host(String name) throws IOException {
        return new CertificateAuthority(folder, Clock.systemUTC(), new SecureRandom()).hostFiles(name, List.of());
    }

    private NettyListener listen(boolean implicit, TlsContexts contexts) throws IOException {
        var loops = new EventLoops(1);
        open.add(loops);
        var endpoint = new Endpoint.Inet(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        var settings = new ListenerSettings("test", endpoint, implicit);
        open.add(clients);
        var listener = new NettyListener(loops, settings, () -> Optional.of(contexts), clients, new LineSession());
        open.add(listener);
        return listener.start();
    }

    private TlsSettings settings() {
        return TlsSettings.of("<" + files.cert(), "<" + files.key());
    }

    private NettyListener listen(boolean implicit) throws IOException {
        return listen(implicit, new TlsContexts(settings(), List.of()));
    }

    /** A client that trusts our authority and checks the host name. */
    private SSLSocket secure(Socket socket, String hostName) throws Exception {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null);
        store.setCertificateEntry(
                "ca",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(files.ca()))));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), new SecureRandom());
        var secured = (SSLSocket) context.getSocketFactory().createSocket(socket, hostName, socket.getPort(), true);
        open.add(secured);
        var parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setServerNames(List.of(new SNIHostName(hostName)));
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private Socket connect(NettyListener listener) throws IOException {
        var socket = new Socket();
        open.add(socket);
        socket.setSoTimeout(20_000);
        socket.connect(listener.address());
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String line(Socket socket) throws IOException {
        var line = new StringBuilder();
        for (int octet = socket.getInputStream().read();
                octet != '\n';
                octet = socket.getInputStream().read()) {
            if (octet < 0) {
                return line.isEmpty() ? null : line.toString();
            }
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }

    private static X509Certificate certificate(SSLSocket socket) throws SSLException {
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }

    @Test
    void opensslIsThere() {
        assertTrue(OpenSsl.isAvailable(), () -> String.valueOf(OpenSsl.unavailabilityCause()));
    }

    @ParameterizedTest
    @EnumSource(
            value = SslProvider.class,
            names = {"OPENSSL_REFCNT", "JDK"})
    void implicitTls(SslProvider provider) throws Exception {
        var listener = listen(true, new TlsContexts(settings(), List.of(), provider));
        var client = secure(connect(listener), "mail.example.org");
        assertEquals("hello", line(client));
        send(client, "WHO\r\n");
        assertEquals(
                "TLSv1.3 with cipher " + client.getSession().getCipherSuite() + "|mail.example.org|127.0.0.1|-1",
                line(client));
        send(client, "SEND 5000\r\nQUIT\r\n");
        assertEquals(5_000_000 + "bye\r\n".length(), client.getInputStream().readAllBytes().length);
    }

    @Test
    void startTlsInjectionIsDropped() throws Exception {
        var socket = connect(listen(false));
        assertEquals("hello", line(socket));
        send(socket, "STARTTLS\r\ninjected\r\n");
        assertEquals("go ahead", line(socket));
        var client = secure(socket, "localhost");
        send(client, "genuine\r\n");
        assertEquals("echo genuine", line(client));
    }

    @Test
    void injectionBehindTheCommandBreaksTheHandshake() throws Exception {
        var socket = connect(listen(false));
        assertEquals("hello", line(socket));
        send(socket, "STARTTLS\r\n");
        assertEquals("go ahead", line(socket));
        send(socket, "injected\r\n");
        var rest = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertTrue(!rest.contains("injected"), rest);
    }

    @Test
    void startTlsManyTimes() throws Exception {
        var listener = listen(false);
        for (int i = 0; i < 200; i++) {
            var socket = connect(listener);
            send(socket, "STARTTLS\r\n");
            assertEquals("hello", line(socket));
            assertEquals("go ahead", line(socket));
            var client = secure(socket, "localhost");
            send(client, "QUIT\r\n");
            assertEquals("bye", line(client));
            assertNull(line(client));
        }
    }

    @Test
    void changedCertificateIsServedWithoutRestartAndBrokenOneIsNot() throws Exception {
        var listener = listen(true);
        var running = secure(connect(listener), "localhost");
        assertEquals("hello", line(running));
        var first = certificate(running);
        files = host("other.example.org");
        var second = certificate(secure(connect(listener), "other.example.org"));
        assertNotEquals(first.getSerialNumber(), second.getSerialNumber());
        Files.writeString(files.key(), "nonsense");
        assertEquals(second, certificate(secure(connect(listener), "other.example.org")));
        send(running, "still\r\n");
        assertEquals("echo still", line(running));
    }

    @Test
    void certificateByName() throws Exception {
        var usual = folder.resolve("usual.pem");
        var usualKey = folder.resolve("usual.key");
        Files.copy(files.cert(), usual, StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(files.key(), usualKey, StandardCopyOption.COPY_ATTRIBUTES);
        files = host("special.example.org");
        var names = new TlsContexts.LocalName(List.of("special.example.org", "*.special.org"), settings());
        var listener = listen(true, new TlsContexts(TlsSettings.of("<" + usual, "<" + usualKey), List.of(names)));
        assertTrue(subject(listener, "special.example.org").contains("CN=special.example.org"));
        assertTrue(subject(listener, "mail.example.org").contains("CN=mail.example.org"));
        assertThrows(
                SSLException.class, () -> subject(listener, "a.special.org")); // right certificate, wrong name in it
        for (int i = 0; i < 200; i++) {
            int number = i;
            assertThrows(SSLException.class, () -> subject(listener, "random" + number + ".example.net"));
        }
        assertTrue(subject(listener, "mail.example.org").contains("CN=mail.example.org"));
    }

    private String subject(NettyListener listener, String name) throws Exception {
        return certificate(secure(connect(listener), name))
                .getSubjectX500Principal()
                .getName();
    }

    @Test
    void plainTextToATlsPortIsClosed() throws Exception {
        var listener = listen(true);
        var socket = connect(listener);
        send(socket, "a LOGIN anna secret\r\n");
        socket.getInputStream().readAllBytes();
        for (int i = 0; i < 500 && clients.count() > 0; i++) {
            Thread.sleep(10);
        }
        assertEquals(0, clients.count());
    }

    @Test
    void oldProtocolsAreRefused() throws Exception {
        var openssl = openssl(listen(true), "-tls1_1");
        assertTrue(!openssl.contains("hello"), openssl);
        assertTrue(openssl(listen(true), "-tls1_2").contains("hello"));
        assertTrue(openssl(listen(true), "-tls1_3").contains("hello"));
    }

    @Test
    void opensslVerifiesTheCertificate() throws Exception {
        var output = openssl(listen(true), "-CAfile", files.ca().toString(), "-verify_ip", "127.0.0.1");
        assertTrue(output.contains("Verify return code: 0 (ok)"), output);
        assertTrue(output.contains("hello"), output);
    }

    private String openssl(NettyListener listener, String... options) throws Exception {
        int port = ((InetSocketAddress) listener.address()).getPort();
        var command = new ArrayList<>(List.of("openssl", "s_client", "-connect", "127.0.0.1:" + port));
        command.addAll(List.of(options));
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            Assumptions.abort("openssl is not installed: " + e.getMessage());
            return "";
        }
        try {
            var input = process.getOutputStream();
            var output = new StringBuilder();
            for (int octet = process.getInputStream().read();
                    octet >= 0 && output.indexOf("hello") < 0;
                    octet = process.getInputStream().read()) {
                output.append((char) octet);
            }
            input.close();
            output.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            process.waitFor(10, TimeUnit.SECONDS);
            return output.toString();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void wrongSettingsAreNamed() throws Exception {
        Files.writeString(folder.resolve("empty.pem"), "");
        record Row(TlsSettings settings, String message) {}
        var good = settings();
        var rows = List.of(
                new Row(
                        TlsSettings.of("<" + folder + "/missing.pem", good.key()),
                        "ssl_cert " + folder + "/missing.pem: ssl_cert: Can't open file " + folder + "/missing.pem: "
                                + folder + "/missing.pem"),
                new Row(
                        TlsSettings.of("<" + folder + "/empty.pem", good.key()),
                        "ssl_cert " + folder + "/empty.pem: There is no valid PEM certificate."),
                new Row(
                        TlsSettings.of(good.cert(), "<" + folder.resolve("ca.key")),
                        "ssl_cert " + files.cert() + ": The private key doesn't belong to the certificate."),
                new Row(
                        trusting(good, folder + "/empty.pem"),
                        "ssl_ca " + folder + "/empty.pem: There is no valid PEM certificate."));
        for (var row : rows) {
            var failure =
                    assertThrows(IllegalArgumentException.class, () -> new TlsContexts(row.settings(), List.of()));
            assertEquals(row.message(), failure.getMessage());
        }
    }

    private static TlsSettings trusting(TlsSettings good, String authorities) {
        return new TlsSettings(
                good.cert(),
                good.key(),
                "",
                "<" + authorities,
                good.minProtocol(),
                good.cipherList(),
                good.cipherSuites(),
                good.curveList(),
                good.preferServerCiphers(),
                true);
    }
}
