package org.mailloft.lmtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailloft.net.MemoryConnection;
import org.mailloft.storage.memory.MemoryStore;

class LmtpDeliveryTest {

    private static final String DATE = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss xx", Locale.ENGLISH)
            .format(LmtpServer.NOW.atZone(ZoneId.systemDefault()));

    private final LmtpServer server = new LmtpServer();

    @Test
    void oneRecipientGetsAllHeaders() {
        send(server, "<s@x.y>", List.of("<anna+det@example.org>"), "Subject: hi\r\n\r\nbody\r\n");
        assertEquals(List.of("""
                        Return-Path: <s@x.y>
                        Delivered-To: anna+det@example.org
                        Received: from client.example.org ([127.0.0.1])
                        \tby mx.example.org with LMTP
                        \tid ID
                        \t(envelope-from <s@x.y>)
                        \tfor <anna+det@example.org>; DATE
                        Subject: hi

                        body
                        """.replace("\n", "\r\n")), withoutIds(server.messages("anna", "INBOX")));
    }

    @Test
    void severalRecipientsLearnNothingOfEachOther() {
        send(server, "<>", List.of("<anna@example.org>", "<ben@example.org>"), "Subject: hi\r\n\r\n");
        var expected = List.of("""
                Return-Path: <>
                Received: from client.example.org ([127.0.0.1])
                \tby mx.example.org with LMTP
                \tid ID
                \t(envelope-from <>); DATE
                Subject: hi

                """.replace("\n", "\r\n"));
        assertEquals(expected, withoutIds(server.messages("anna", "INBOX")));
        assertEquals(expected, withoutIds(server.messages("ben", "INBOX")));
    }

    @Test
    void returnPathFieldsOfTheMessageAreDropped() {
        var message = "Return-Path: <forged@x>\r\n folded\r\nSubject: hi\r\nRETURN-PATH : <other@x>\r\nTo: a@b\r\n\r\n"
                + "Return-Path: in the body stays\r\n";
        send(server, "<s@x.y>", List.of("<anna@example.org>"), message);
        var stored = server.messages("anna", "INBOX").getFirst();
        assertTrue(stored.endsWith("Subject: hi\r\nTo: a@b\r\n\r\nReturn-Path: in the body stays\r\n"), stored);
        assertEquals(1, stored.split("(?i)\r\nreturn-path ?:", -1).length - 1, stored);
        assertTrue(stored.startsWith("Return-Path: <s@x.y>\r\n"), stored);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-x_y", "foo bar", "[192.0.2.1]", "1.2.3.4"})
    void helloNameIsShownWhenItLooksLikeOne(String name) {
        assertEquals(name.replaceFirst(" .*", ""), receivedFrom(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00fc", "a..b", "x(y)", "a\"b", "<x>"})
    void helloNameIsHiddenWhenItDoesNot(String name) {
        assertEquals("unknown", receivedFrom(name));
    }

    private String receivedFrom(String name) {
        server.converse(("LHLO " + name + "\r\nMAIL FROM:<>\r\nRCPT TO:<anna@example.org>\r\nDATA\r\n.\r\n")
                .getBytes(StandardCharsets.UTF_8));
        var stored = server.messages("anna", "INBOX").getFirst();
        return stored.replaceFirst("(?s).*Received: from (.*?) \\(.*", "$1");
    }

    @Test
    void largeMessageComesOutOctetForOctet() {
        var message = "Subject: large\r\n\r\n" + "0123456789abcdefghijklmnopqrstuvwxyz.\r\n".repeat(400);
        var replies = send(server, "<s@x.y>", List.of("<anna@example.org>", "<ben@example.org>"), message);
        assertEquals(2, replies.split(" Saved", -1).length - 1, replies);
        assertTrue(server.messages("anna", "INBOX").getFirst().endsWith("\r\n" + message));
        assertTrue(server.messages("ben", "INBOX").getFirst().endsWith("\r\n" + message));
    }

    @Test
    void tooLargeMessageIsRefusedForEachRecipientAndTheSessionGoesOn() {
        var message = "x".repeat(900) + "\r\n";
        var replies = send(server, "<s@x.y>", List.of("<anna@example.org>", "<ben@example.org>"), message.repeat(30));
        assertEquals(2, replies.split("552 5.3.4 Message size exceeds fixed limit", -1).length - 1, replies);
        assertTrue(replies.endsWith("221 2.0.0 Bye\r\n"), replies);
        assertEquals(List.of(), server.messages("anna", "INBOX"));
    }

    @Test
    void duplicateRecipientsGetTheMessageOnce() {
        send(server, "<s@x.y>", List.of("<anna@example.org>", "<\"anna\"@EXAMPLE.org>"), "Subject: once\r\n\r\n");
        assertEquals(1, server.messages("anna", "INBOX").size());
        send(server, "<s@x.y>", List.of("<anna@example.org>", "<anna+x@example.org>"), "Subject: twice\r\n\r\n");
        assertEquals(3, server.messages("anna", "INBOX").size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\n.\n", "\r.\r", "\r\n.\n", "\r\n.\r", "\n.\r\n", "\r.\r\n", "\n\r.\r\n", "\r\n\u0000.\r\n"})
    void nothingButTheRealEndEndsAMessage(String pretendedEnd) {
        var smuggled = "Subject: outer\r\n\r\nouter" + pretendedEnd
                + "MAIL FROM:<evil@x>\r\nRCPT TO:<ben@example.org>\r\nDATA\r\nSubject: inner\r\n\r\ninner\r\n";
        for (int chunk : new int[] {1, 5, 10_000}) {
            var fresh = new LmtpServer();
            var replies = fresh.converse(conversation("<s@x.y>", List.of("<anna@example.org>"), smuggled), chunk);
            assertEquals(1, replies.split(" Saved", -1).length - 1, replies);
            assertEquals(1, fresh.messages("anna", "INBOX").size());
            assertEquals(List.of(), fresh.messages("ben", "INBOX"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RCPT TO:<\"a\nRSET\r\n", "NOOP\nRSET\r\n", "NOOP\rRSET\r\n", "NO\u0000OP\r\n"})
    void lineFeedsAndControlsInCommandsAreRefused(String line) {
        var replies = server.converse((line + "QUIT\r\n").getBytes(StandardCharsets.UTF_8));
        assertTrue(replies.contains("\r\n500 5.5.2 Invalid command syntax\r\n221 "), replies);
    }

    @Test
    void tooLongLineIsSkipped() {
        var replies = server.converse(
                ("NOOP " + "x".repeat(10_000) + "\r\nNOOP\r\nQUIT\r\n").getBytes(StandardCharsets.UTF_8));
        assertTrue(replies.contains("\r\n500 5.5.2 Line too long\r\n250 2.0.0 OK\r\n221 "), replies);
    }

    @Test
    void endlessLineEndsTheSession() {
        var replies = server.converse("x".repeat(2 << 20).getBytes(StandardCharsets.UTF_8));
        assertTrue(replies.endsWith("421 4.7.0 mx.example.org Line too long\r\n"), replies);
    }

    @Test
    void detailNamesTheMailboxWhenConfigured() {
        var detailed = new LmtpServer(new MemoryStore(), LmtpServer.settings(true, 0, List.of()));
        send(detailed, "<s@x.y>", List.of("<anna+lists/java@example.org>", "<ben+..@example.org>"), "\r\n");
        assertEquals(1, detailed.messages("anna", "lists/java").size());
        assertEquals(1, detailed.messages("ben", "INBOX").size(), "a name that cannot be is no reason to bounce");
    }

    @Test
    void userHasSoManyDeliveriesAtOnce() {
        var limited = new LmtpServer(new MemoryStore(), LmtpServer.settings(false, 1, List.of()));
        var replies = limited.converse("""
                MAIL FROM:<>
                RCPT TO:<anna@example.org>
                RCPT TO:<anna+x@example.org>
                RSET
                MAIL FROM:<>
                RCPT TO:<anna@example.org>
                QUIT
                """.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        assertTrue(
                replies.contains(
                        "250 2.1.5 OK\r\n451 4.3.0 <anna+x@example.org> Too many concurrent deliveries for user"),
                replies);
        assertTrue(replies.endsWith("250 2.1.5 OK\r\n221 2.0.0 Bye\r\n"), replies);
    }

    @Test
    void workaroundsLetPathsBeSloppy() {
        var lenient = new LmtpServer(
                new MemoryStore(),
                LmtpServer.settings(false, 0, List.of("whitespace-before-path", "mailbox-for-path")));
        var replies = lenient.converse("MAIL FROM: <a@b.c> BODY=8BITMIME\r\nRCPT TO: anna@example.org\r\nQUIT\r\n"
                .getBytes(StandardCharsets.UTF_8));
        assertTrue(replies.endsWith("250 2.1.0 OK\r\n250 2.1.5 OK\r\n221 2.0.0 Bye\r\n"), replies);
    }

    @Test
    void startTlsForgetsWhatWasSentBefore() throws InterruptedException {
        var connection = new MemoryConnection();
        var client = connection.client();
        var session = Thread.startVirtualThread(() -> {
            server.service().serve(connection);
            connection.close();
        });
        client.readLine();
        client.send("LHLO one\r\nMAIL FROM:<a@b.c>\r\nSTARTTLS\r\nRCPT TO:<anna@example.org>\r\n");
        client.readUntil("220 2.0.0 Begin TLS negotiation now.\r\n");
        client.startTls();
        client.send("RCPT TO:<ben@example.org>\r\nSTARTTLS\r\nQUIT\r\n");
        assertEquals(
                "503 5.5.0 MAIL needed first\r\n502 5.5.1 TLS is already active.\r\n221 2.0.0 Bye\r\n",
                client.readToEnd());
        session.join();
    }

    @Test
    void serverStopIsToldToTheClient() throws InterruptedException {
        var connection = new MemoryConnection();
        var session = Thread.startVirtualThread(() -> {
            server.service().serve(connection);
            connection.close();
        });
        connection.client().readLine();
        connection.stop("Server shutting down.");
        assertEquals(
                "421 4.3.2 mx.example.org Shutting down\r\n",
                connection.client().readToEnd());
        session.join();
    }

    static String send(LmtpServer server, String sender, List<String> recipients, String message) {
        return server.converse(conversation(sender, recipients, message));
    }

    private static byte[] conversation(String sender, List<String> recipients, String message) {
        var text = new StringBuilder("LHLO client.example.org\r\nMAIL FROM:" + sender + "\r\n");
        recipients.forEach(
                recipient -> text.append("RCPT TO:").append(recipient).append("\r\n"));
        text.append("DATA\r\n").append(message).append(".\r\nQUIT\r\n");
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> withoutIds(List<String> messages) {
        return messages.stream()
                .map(message -> message.replaceAll("\tid \\S+", "\tid ID").replace(DATE, "DATE"))
                .toList();
    }
}
