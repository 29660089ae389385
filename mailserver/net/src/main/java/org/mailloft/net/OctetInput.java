package org.mailloft.net;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Blocking octet reader over a {@link Connection}: the ground all protocol readers stand on.
 *
 * <p>The end of the connection, silence and a server stop surface as {@link Ended}, which a session lets pass up to the
 * end of its loop.
 */
public final class OctetInput {

    private final Connection connection;
    private Duration timeout;

    /** @param timeout how long to wait for more octets in the middle of something */
    public OctetInput(Connection connection, Duration timeout) {
        this.connection = connection;
        this.timeout = timeout;
    }

    public void timeout(Duration timeout) {
        this.timeout = timeout;
    }

    /** The next octet, 0 to 255; waits for it. */
    public int read() {
        var buffer = connection.input();
        if (!buffer.hasRemaining()) {
            buffer = fill();
        }
        return buffer.get() & 0xff;
    }

    /** The next octet without taking it; waits for it. */
    public int peek() {
        var buffer = connection.input();
        if (!buffer.hasRemaining()) {
            buffer = fill();
        }
        return buffer.get(buffer.position()) & 0xff;
    }

    /** Reads at least one octet; waits for it. */
    public int read(byte[] into, int offset, int length) {
        var buffer = connection.input();
        if (!buffer.hasRemaining()) {
            buffer = fill();
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(into, offset, count);
        return count;
    }

    /** Octets to be had without waiting; the caller advances the position by what it takes. */
    public ByteBuffer buffered() {
        return connection.input();
    }

    /** Waits until there is at least one octet and gives all there are. */
    public ByteBuffer fill() {
        while (true) {
            switch (connection.awaitInput(timeout)) {
                case SessionEvent.Input _ -> {
                    var buffer = connection.input();
                    if (buffer.hasRemaining()) {
                        return buffer;
                    }
                }
                case SessionEvent.Changed _ -> {
                    // not told by awaitInput
                }
                case SessionEvent.Idle idle -> throw new Ended(idle);
                case SessionEvent.Stop stop -> throw new Ended(stop);
                case SessionEvent.Closed closed -> throw new Ended(closed);
            }
        }
    }

    /** There will be no more input: why is in {@link #event}. */
    public static final class Ended extends RuntimeException {
        private final transient SessionEvent event;

        public Ended(SessionEvent event) {
            super(event.toString(), null, false, false);
            this.event = event;
        }

        public SessionEvent event() {
            return event;
        }
    }
}
