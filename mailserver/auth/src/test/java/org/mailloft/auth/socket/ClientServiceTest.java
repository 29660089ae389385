package org.mailloft.auth.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailloft.net.MemoryConnection;

class ClientServiceTest {

    @TempDir
    Path folder;

    private PasswordSite site;

    @BeforeEach
    void writeUsers() throws IOException {
        site = new PasswordSite(folder);
    }

    static List<Conversation> conversations() {
        return Conversation.all();
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void saysWhatDovecotSays(Conversation conversation) {
        try (var server = new MemoryServer(site.service())) {
            conversation.play(server);
        }
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void saysTheSameToWhatComesInPieces(Conversation conversation) {
        try (var server = new MemoryServer(site.service(), new MemoryConnection().inChunksOf(3))) {
            conversation.play(server);
        }
    }

    @Test
    void greetsAtOnceWithItsMechanismsAndAnotherCookieEachTime() {
        var service = site.service();
        var greeting = "VERSION\t1\t2\nMECH\tPLAIN\tplaintext\nMECH\tLOGIN\tplaintext\nSPID\t"
                + ProcessHandle.current().pid() + "\nCUID\t%d\nCOOKIE\t";
        try (var first = new MemoryServer(service);
                var second = new MemoryServer(service)) {
            var one = first.client().readUntil("DONE\n");
            var other = second.client().readUntil("DONE\n");
            var both = one.contains("CUID\t1\n") ? List.of(one, other) : List.of(other, one);
            assertTrue(both.get(0).matches(greeting.formatted(1) + "[0-9a-f]{32}\nDONE\n"), one);
            assertTrue(both.get(1).matches(greeting.formatted(2) + "[0-9a-f]{32}\nDONE\n"), other);
            assertTrue(!cookie(one).equals(cookie(other)), one);
        }
    }

    private static String cookie(String greeting) {
        return greeting.replaceAll("(?s).*COOKIE\t(.*)\nDONE\n", "$1");
    }

    @Test
    void aLineWithoutEndIsNotKept() {
        try (var server = new MemoryServer(site.service())) {
            server.introduce();
            server.send("AUTH\t1\tPLAIN\tservice=" + "x".repeat(ClientLines.MAX_OCTETS));
            assertEquals(Optional.empty(), server.line());
        }
        assertEquals(List.of("auth: Error: BUG: Auth client sent us more than 16384 bytes"), site.log.lines());
    }

    @Test
    void aPasswordInAnUnknownCommandIsNotLogged() {
        try (var server = new MemoryServer(site.service())) {
            server.introduce();
            server.send("AUTHX\t1\tPLAIN\tservice=smtp\tresp=AHNlY3JldAo=\n");
            assertEquals(Optional.empty(), server.line());
        }
        assertEquals(List.of("auth: Error: BUG: Authentication client sent unknown command: AUTHX"), site.log.lines());
    }
}
