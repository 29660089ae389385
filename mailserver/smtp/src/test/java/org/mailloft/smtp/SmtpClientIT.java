package org.mailloft.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Our client and Postfix's test server. */
@Timeout(60)
class SmtpClientIT {

    private static final Path SINK = Path.of("/usr/sbin/smtp-sink");
    private static final SmtpAddress SENDER = new SmtpAddress("s", "example.org");
    private static final SmtpAddress ANN = new SmtpAddress("ann", "example.net");
    private static final SmtpAddress BEN = new SmtpAddress("b n", "example.net");

    @TempDir
    Path folder;

    private Process sink;
    private int port;

    private void start(String... options) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(SINK), "left out: smtp-sink (Postfix) is not installed");
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var command = new ArrayList<>(List.of(SINK.toString()));
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("-u", "root"));
        }
        command.addAll(List.of("-d", folder.resolve("mail.").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("127.0.0.1:" + port, "10"));
        sink = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        for (int i = 0; ; i++) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
                return;
            } catch (IOException e) {
                if (i > 100 || !sink.isAlive()) {
                    throw new IOException(Files.readString(folder.resolve("log")), e);
                }
                Thread.sleep(50);
            }
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (sink != null) {
            sink.destroy();
            sink.waitFor();
        }
    }

    private Map<SmtpAddress, Reply> send(String text, SmtpAddress... recipients) throws IOException {
        var server = new SmtpClient.Server("127.0.0.1", port, SmtpClient.Tls.NO, Duration.ofSeconds(10));
        try (var message = new SpooledMessage(folder, 64, 1 << 20)) {
            var octets = text.getBytes(StandardCharsets.UTF_8);
            message.write(octets, 0, octets.length);
            return new SmtpClient(server, "mail.example.org")
                    .send(SENDER, List.of(recipients), "X-Head: 1\r\n".getBytes(StandardCharsets.US_ASCII), message);
        }
    }

    private String received() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("mail."))
                    .map(SmtpClientIT::read)
                    .collect(Collectors.joining());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aMessageArrivesAsItIs() throws IOException, InterruptedException {
        start();
        var replies =
                send("Return-Path: <x>\r\nSubject: h\u00e4\r\n\r\n.\r\n..x\r\n" + "y".repeat(200) + "\r\n", ANN, BEN);
        assertEquals(
                List.of(250, 250), replies.values().stream().map(Reply::code).toList());
        var mail = received();
        assertTrue(mail.contains("X-Mail-Args: <s@example.org>"), mail);
        assertTrue(mail.contains("X-Rcpt-Args: <ann@example.net>"), mail);
        assertTrue(mail.contains("X-Rcpt-Args: <\"b n\"@example.net>"), mail);
        assertTrue(
                mail.replace("\r", "").contains("\nX-Head: 1\nSubject: h\u00e4\n\n.\n..x\n" + "y".repeat(200) + "\n"),
                mail);
    }

    @Test
    void aRefusalOfOneRecipientIsAboutThatOne() throws IOException, InterruptedException {
        start("-f", "RCPT");
        assertEquals(500, send("x\r\n", ANN).get(ANN).code());
    }

    @Test
    void aRefusalOfTheMessageIsAboutAll() throws IOException, InterruptedException {
        start("-r", ".");
        var replies = send("x\r\n", ANN, BEN);
        assertEquals(
                List.of(450, 450), replies.values().stream().map(Reply::code).toList());
    }

    @Test
    void aServerThatHangsUpHasTakenNothing() throws IOException, InterruptedException {
        start("-q", "DATA");
        assertThrows(IOException.class, () -> send("x\r\n", ANN));
    }
}
