package org.mailloft.admin.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailloft.admin.Office;
import org.mailloft.net.MemoryConnection;
import org.mailloft.net.Peer;
import org.mailloft.storage.SystemFlag;

class HttpApiTest {

    private final Office office = new Office();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|[]",
                "[[\"who\",{},\"t\"]]|[[\"doveadmResponse\",[],\"t\"]]",
                "[[\"foo\",{},\"t\"]]|[[\"error\",{\"type\":\"unknownMethod\", \"exitCode\":0},\"t\"]]",
                "[[\"authTest\",{\"user\":\"anna@example.org\",\"password\":\"secret\"},\"t\"]]"
                        + "|[[\"error\",{\"type\":\"unknownMethod\", \"exitCode\":0},\"t\"]]",
                "[[\"who\",{\"x\":1},\"t\"]]|[[\"error\",{\"type\":\"invalidRequest\", \"exitCode\":0},\"t\"]]",
                "[[\"who\",{\"mask\":1},\"t\"]]|[[\"error\",{\"type\":\"exitCode\", \"exitCode\":64},\"t\"]]",
                "[[\"mailboxStatus\",{\"user\":\"anna@example.org\",\"field\":[\"all\"]},\"t\"]]"
                        + "|[[\"error\",{\"type\":\"exitCode\", \"exitCode\":64},\"t\"]]",
                "[[\"mailboxList\",{},\"t\"]]|[[\"error\",{\"type\":\"exitCode\", \"exitCode\":64},\"t\"]]",
                "[[\"mailboxList\",{\"user\":\"nobody\"},\"t\"]]"
                        + "|[[\"error\",{\"type\":\"exitCode\", \"exitCode\":67},\"t\"]]",
                "[[\"kick\",{\"mask\":\"nobody\"},\"t\"]]|[[\"error\",{\"type\":\"exitCode\", \"exitCode\":68},\"t\"]]",
                "[[\"mailbox list\",{\"user\":\"anna@example.org\"},\"a\"],[\"reload\",{},\"b\"]]"
                        + "|[[\"doveadmResponse\",[{\"mailbox\":\"INBOX\"}],\"a\"],[\"doveadmResponse\",[],\"b\"]]",
                "[[\"mailboxList\",{\"allUsers\":true},\"a\"]]"
                        + "|[[\"doveadmResponse\",[{\"username\":\"anna@example.org\",\"mailbox\":\"INBOX\"},"
                        + "{\"username\":\"ben@example.org\",\"mailbox\":\"INBOX\"},"
                        + "{\"username\":\"carla@example.org\",\"mailbox\":\"INBOX\"}],\"a\"]]",
                "[[\"user\",{\"userMask\":[\"anna@example.org\"]},\"a\"]]"
                        + "|[[\"doveadmResponse\",{\"anna@example.org\":{\"home\":\"/nonexistent/anna@example.org\"}},\"a\"]]",
                "[[\"user\",{\"userMask\":[\"*\"]},\"a\"]]|[[\"doveadmResponse\","
                        + "{\"userList\":[\"anna@example.org\",\"ben@example.org\",\"carla@example.org\"]},\"a\"]]",
                "[[\"authCacheFlush\",{},\"a\"]]|[[\"doveadmResponse\",[{\"entries\":\"0\"}],\"a\"]]",
            })
    void commandsAreAnsweredInDovecotsShape(String request, String answer) {
        assertEquals(answer, content(post(request)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1}|Request must be a JSON array",
                "[1]|Command must be a JSON array",
                "[[]]|Command name must be a string",
                "[[\"who\"]]|Parameters must be contained in a JSON object",
                "[[\"who\",[],\"t\"]]|Parameters must be contained in a JSON object",
                "[[\"who\",{}]]|Command ID must be a string",
                "[[\"who\",{},1]]|Command ID must be a string",
                "[[\"who\",{},\"t\",\"x\"]]|Unexpected JSON element at end of command",
                "[] x|JSON parse error: Unexpected data at the end",
                "``|JSON parse error: Missing '}'",
            })
    void malformedRequestsAreRefusedInDovecotsWords(String request, String reason) {
        var reply = post(request);
        assertTrue(reply.startsWith("HTTP/1.1 400 Bad Request\r\n"), reply);
        assertEquals(reason + "\r\n", content(reply));
    }

    @Test
    void fetchAnswersFieldsByName() {
        office.save("INBOX", "Subject: hi\nFrom: a@b.c\n\nbody \u00e9\n", SystemFlag.SEEN);
        var query = "[[\"fetch\",{\"user\":\"anna@example.org\",\"field\":[\"uid\",\"flags\",\"hdr.subject\",\"body\"],"
                + "\"query\":[\"mailbox\",\"INBOX\",\"seen\"]},\"t\"]]";
        assertEquals(
                "[[\"doveadmResponse\",[{\"uid\":\"1\",\"flags\":\"\\\\Seen \\\\Recent\",\"hdr.subject\":\"hi\","
                        + "\"body\":\"body \u00e9\\n\"}],\"t\"]]",
                content(post(query)));
    }

    @Test
    void overTcpAKeyIsNeeded() {
        var refused = serve(MemoryConnection.loopback(), request("[]", ""));
        assertTrue(refused.startsWith("HTTP/1.1 401 Authentication required\r\n"), refused);
        assertTrue(refused.contains("\r\nWWW-Authenticate: X-Dovecot-API\r\n"), refused);
        assertTrue(refused.contains("\r\nWWW-Authenticate: Basic Realm=\"doveadm\"\r\n"), refused);
        for (var wrong :
                List.of("X-Dovecot-API " + base64("KEY"), "X-Dovecot-API", "Basic " + base64("root:pw"), "Basic !")) {
            assertTrue(serve(MemoryConnection.loopback(), request("[]", wrong)).startsWith("HTTP/1.1 401 "), wrong);
        }
        for (var right : List.of("X-Dovecot-API " + base64("key"), "basic " + base64("doveadm:pw"))) {
            assertEquals("[]", content(serve(MemoryConnection.loopback(), request("[]", right))), right);
        }
    }

    @Test
    void withoutSecretsNobodyGetsInOverTcp() {
        var api = new HttpApi(
                org.mailloft.admin.command.AllCommands.with(office.services),
                new AdminSettings(org.mailloft.conf.Secret.EMPTY, org.mailloft.conf.Secret.EMPTY),
                office.clock);
        for (var empty : List.of("X-Dovecot-API ", "Basic " + base64("doveadm:"))) {
            var reply = serve(api, MemoryConnection.loopback(), request("[]", empty), Integer.MAX_VALUE);
            assertTrue(reply.startsWith("HTTP/1.1 401 "), reply);
        }
    }

    @Test
    void oneUserWhoseMailCannotBeOpenedDoesNotStopTheOthers() {
        office.closed.add("ben@example.org");
        assertEquals(
                "[[\"error\",{\"type\":\"exitCode\", \"exitCode\":75},\"a\"]]",
                content(post("[[\"mailboxCreate\",{\"allUsers\":true,\"mailbox\":[\"New\"]},\"a\"]]")));
        var carla = content(post("[[\"mailboxList\",{\"user\":\"carla@example.org\"},\"a\"]]"));
        assertTrue(carla.contains("\"New\""), carla);
    }

    @Test
    void connectionsOfAnOlderConfigurationWorkWithTheOneInForce() {
        var older = office.api();
        var old = office.api();
        older.handOver(old);
        old.handOver(new HttpApi(
                org.mailloft.admin.command.AllCommands.with(office.services),
                new AdminSettings(new org.mailloft.conf.Secret("new"), new org.mailloft.conf.Secret("new")),
                office.clock));
        var asBefore = request("[]", "X-Dovecot-API " + base64("key"));
        var asNow = request("[]", "X-Dovecot-API " + base64("new"));
        assertTrue(serve(older, MemoryConnection.loopback(), asBefore, Integer.MAX_VALUE)
                .startsWith("HTTP/1.1 401 "));
        assertEquals("[]", content(serve(older, MemoryConnection.loopback(), asNow, Integer.MAX_VALUE)));
    }

    @Test
    void severalRequestsInOneGoAreAnsweredInOrder() {
        var one = "POST /doveadm/v1 HTTP/1.1\r\nContent-Length: 21\r\n\r\n[[\"reload\",{},\"one\"]]";
        var two = "GET /nothing HTTP/1.1\r\n\r\n";
        var three = "POST /doveadm/v1 HTTP/1.1\r\nConnection: close\r\nContent-Length: 2\r\n\r\n[]";
        var expected = serve(unix(), one + two + three + "POST / HTTP/1.1\r\n\r\n");
        assertEquals(3, expected.split("HTTP/1.1 ", -1).length - 1, expected);
        assertTrue(expected.contains("\"one\"]]HTTP/1.1 404 Path Not Found\r\n"), expected);
        for (int chunk : new int[] {1, 2, 7}) {
            assertEquals(expected, serve(office.api(), unix(), one + two + three, chunk));
        }
        assertEquals(List.of("reload", "reload", "reload", "reload"), office.control);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GARBAGE|400",
                "GET / HTTP/2.0|400",
                "get / HTTP/1.1|400",
                "GET  / HTTP/1.1|400",
                "POST /doveadm/v1 HTTP/1.1;Content-Length: x|400",
                "POST /doveadm/v1 HTTP/1.1;Content-Length: -1|400",
                "POST /doveadm/v1 HTTP/1.1;Content-Length: 99999999999|413",
                "POST /doveadm/v1 HTTP/1.1;Content-Length: 2;Content-Length: 3|400",
                "POST /doveadm/v1 HTTP/1.1;Content-Length: 2;Transfer-Encoding: chunked|411",
                "GET / HTTP/1.1;No colon|400",
                "GET / HTTP/1.1; folded|400",
                "GET / HTTP/1.1;Name : x|400",
            })
    void brokenRequestsEndTheConnection(String head, int status) {
        var request = head.replace(";", "\r\n") + "\r\n\r\n[]GET / HTTP/1.1\r\n\r\n";
        var reply = serve(unix(), request);
        assertTrue(reply.startsWith("HTTP/1.1 " + status + " "), reply);
        assertEquals(1, reply.split("HTTP/1.1 ", -1).length - 1, reply);
    }

    @Test
    void endlessHeadIsCutOff() {
        assertTrue(serve(unix(), "GET / HTTP/1.1\r\nA: " + "x".repeat(100_000)).startsWith("HTTP/1.1 431 "));
    }

    private String post(String json) {
        return serve(unix(), request(json, ""));
    }

    private static String request(String json, String authorization) {
        return "POST /doveadm/v1 HTTP/1.1\r\nHost: x\r\n"
                + (authorization.isEmpty() ? "" : "Authorization: " + authorization + "\r\n")
                + "Content-Length: " + json.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + json;
    }

    private String serve(Peer peer, String octets) {
        return serve(office.api(), peer, octets, Integer.MAX_VALUE);
    }

    private static String serve(HttpApi api, Peer peer, String octets, int chunk) {
        var connection = new MemoryConnection(peer, false, false).inChunksOf(chunk);
        connection.client().send(octets);
        connection.client().close();
        api.serve(connection);
        connection.close();
        return connection.client().readToEnd();
    }

    private static Peer unix() {
        var nowhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return new Peer(nowhere, nowhere, OptionalLong.of(0), true, "");
    }

    private static String content(String reply) {
        return reply.substring(reply.indexOf("\r\n\r\n") + 4);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
