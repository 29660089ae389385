package org.mailloft.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MemoryConnectionTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final MemoryConnection connection = new MemoryConnection();
    private final MemoryConnection.Client client = connection.client();

    @Test
    void inputComesBeforeTheEndOfTheConnection() {
        client.send("a");
        client.close();
        assertSame(SessionEvent.INPUT, connection.await(SOON));
        connection.input().get();
        assertInstanceOf(SessionEvent.Closed.class, connection.await(SOON));
    }

    @Test
    void stopComesBeforeInput() {
        client.send("a");
        connection.stop("Server shutting down.");
        assertEquals(new SessionEvent.Stop("Server shutting down."), connection.await(SOON));
    }

    @Test
    void changesAreToldOnceAndNotToReaders() {
        connection.wake();
        connection.wake();
        assertSame(SessionEvent.IDLE, connection.awaitInput(Duration.ZERO));
        assertSame(SessionEvent.CHANGED, connection.await(SOON));
        assertSame(SessionEvent.IDLE, connection.await(Duration.ZERO));
    }

    @Test
    void waitingFlushesWhatWasWritten() {
        connection.write("* OK\r\n".getBytes(StandardCharsets.US_ASCII));
        assertEquals("", client.received());
        connection.await(Duration.ZERO);
        assertEquals("* OK", client.readLine());
    }

    @Test
    void startTlsDropsPlainTextSentAfterTheCommand() {
        client.send("STARTTLS\r\nA NOOP\r\n");
        client.startTls();
        client.send("B NOOP\r\n");
        var in = new OctetInput(connection, SOON);
        while (in.read() != '\n') {}
        connection.startTls();
        assertTrue(connection.isTls());
        assertFalse(connection.canStartTls());
        assertEquals('B', in.read());
    }

    @Test
    void failedHandshakeIsTold() {
        client.close();
        assertThrows(Connection.TlsFailure.class, connection::startTls);
    }

    @Test
    void writerParksUntilTheClientReads() throws InterruptedException {
        connection.window(10);
        var writer = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < 100; i++) {
                connection.write("0123456789".getBytes(StandardCharsets.US_ASCII));
            }
            connection.close();
        });
        for (int i = 0; i < 100; i++) {
            assertEquals("0123456789", client.read(10));
        }
        assertTrue(writer.join(SOON));
    }

    @Property(tries = 100)
    void chunksDoNotChangeWhatIsRead(
            @ForAll @Size(max = 300) byte[] octets, @ForAll @IntRange(min = 1, max = 40) int chunk) {
        var chunked = new MemoryConnection().inChunksOf(chunk);
        chunked.client().send(octets);
        chunked.client().close();
        var in = new OctetInput(chunked, SOON);
        for (byte octet : octets) {
            assertEquals(octet & 0xff, in.read());
        }
        assertThrows(OctetInput.Ended.class, in::read);
        assertEquals(octets.length, chunked.octetsIn());
    }
}
