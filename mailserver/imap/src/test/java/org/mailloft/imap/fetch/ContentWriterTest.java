package org.mailloft.imap.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.mailloft.imap.Statistics;
import org.mailloft.imap.fetch.FetchItem.Content;
import org.mailloft.imap.fetch.FetchItem.Partial;
import org.mailloft.imap.wire.ImapWriter;
import org.mailloft.net.MemoryConnection;
import org.mailloft.storage.Mailbox;

/** Messages that are not as long as the mailbox believes: what is announced is what follows, or the session ends. */
class ContentWriterTest {

    private static final Content WHOLE = new Content(BodySection.WHOLE, Partial.ALL, "BODY[]", true);

    private final MemoryConnection connection = new MemoryConnection();
    private final ImapWriter out = new ImapWriter(connection);
    private final ContentWriter writer = new ContentWriter(out, new Statistics());

    @Test
    void smallMessageIsSentAsLongAsItIs() {
        writer.write(WHOLE, message(100), 50);
        out.flush();
        assertEquals("BODY[] {100}\r\n" + "x".repeat(100), connection.client().received());
    }

    @Test
    void smallMessageThatShrankIsSentAsLongAsItIs() {
        writer.write(WHOLE, message(10), 5000);
        out.flush();
        assertEquals("BODY[] {10}\r\n" + "x".repeat(10), connection.client().received());
    }

    @Test
    void largeMessageThatGrewIsSentAsAnnounced() {
        writer.write(WHOLE, message(300_000), 200_000);
        out.flush();
        assertEquals(
                "BODY[] {200000}\r\n" + "x".repeat(200_000), connection.client().received());
    }

    @Test
    void largeMessageThatShrankEndsTheSession() {
        assertThrows(UncheckedIOException.class, () -> writer.write(WHOLE, message(100_000), 200_000));
        assertFalse(out.dropLine(), "a part of the reply is out, so nothing else may follow");
    }

    @Test
    void nulIsReplaced() {
        var text = new Content(BodySection.of(BodySection.Text.TEXT), Partial.ALL, "BODY[TEXT]", true);
        writer.write(text, message("\r\na\0b".getBytes(java.nio.charset.StandardCharsets.US_ASCII)), 5);
        out.flush();
        assertEquals("BODY[TEXT] {3}\r\na\uFFFDb", connection.client().received());
    }

    private static FetchedMessage message(int octets) {
        return message("x".repeat(octets).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    /** A mailbox of which only {@link Mailbox#open} matters. */
    private static FetchedMessage message(byte[] octets) {
        var mailbox = (Mailbox) Proxy.newProxyInstance(
                Mailbox.class.getClassLoader(), new Class<?>[] {Mailbox.class}, (_, method, _) -> {
                    if (method.getName().equals("open")) {
                        return new ByteArrayInputStream(octets);
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
        return new FetchedMessage(mailbox, 1);
    }
}
