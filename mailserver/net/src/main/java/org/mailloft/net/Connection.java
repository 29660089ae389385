package org.mailloft.net;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * One client connection. A single session thread reads and writes; {@link #wake}, {@link #stop} and {@link #close} may
 * come from any thread.
 *
 * <p>Reading stops at the transport when 64 KiB wait to be read, and writing parks the session while the peer does not
 * take what was written: neither side can make the other hold unbounded memory.
 */
public interface Connection extends AutoCloseable {

    Peer peer();

    /** Whether octets travel encrypted right now. */
    boolean isTls();

    /** Whether the client has shown a certificate that {@code ssl_ca} signed. */
    default boolean isClientCertified() {
        return false;
    }

    /** Protocol and cipher for the log, such as {@code TLSv1.3 with cipher TLS_AES_256_GCM_SHA384}; empty without TLS. */
    String tlsInfo();

    /**
     * Waits for news; pending input is told before anything else except {@link SessionEvent.Stop}. Written octets are
     * flushed before waiting.
     */
    SessionEvent await(Duration timeout);

    /**
     * Waits like {@link #await}, but only for input, stop or the end of the connection; changes are kept for the next
     * {@link #await}. For readers in the middle of a command.
     */
    SessionEvent awaitInput(Duration timeout);

    /**
     * Received octets that were not read yet, ready for reading; valid until the next call of any await method. The
     * caller advances its position by what it took. Empty when there is nothing.
     */
    ByteBuffer input();

    /**
     * Queues octets; parks while the peer is slow. The array may be reused after return.
     *
     * @throws OctetInput.Ended when the connection is gone, or the peer took nothing for minutes. A few octets more,
     *     such as a goodbye, are dropped without a word
     */
    void write(byte[] octets, int offset, int length);

    default void write(byte[] octets) {
        write(octets, 0, octets.length);
    }

    /** Sends what was queued. {@link #await} does so too. */
    void flush();

    /**
     * Begins TLS as the server, after sending what was queued: the reply to the client's command must be among that and
     * not be flushed before, or the client could be faster than we are. Whatever the client sent in plain text beyond the command is thrown
     * away: it must not be read as if it had been encrypted (command injection).
     *
     * @throws TlsFailure when the handshake fails; the connection is closed then
     */
    void startTls();

    /** Whether {@link #startTls} can work: a certificate is configured and TLS is not active yet. */
    boolean canStartTls();

    /**
     * The client has said who he is, and is not a stranger any more to the limits of his service. Where clients who have
     * logged in have a limit of their own that is reached, this waits for a while; at most once for each connection.
     *
     * @return whether there is room for him
     */
    default boolean authenticated() {
        return true;
    }

    /** Makes {@link #await} return {@link SessionEvent.Changed}, now or at its next call. Cheap, never blocks. */
    void wake();

    /** Makes every await method return {@link SessionEvent.Stop} from now on. */
    void stop(String reason);

    /** Octets read from and written to the peer so far, before TLS. */
    long octetsIn();

    long octetsOut();

    /** Flushes what it can within a bounded time and closes. Does nothing the second time. */
    @Override
    void close();

    /** A TLS handshake that did not succeed; the message is for the log. */
    final class TlsFailure extends RuntimeException {
        public TlsFailure(String message) {
            super(message, null, false, false);
        }
    }
}
