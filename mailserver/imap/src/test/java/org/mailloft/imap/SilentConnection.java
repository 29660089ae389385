package org.mailloft.imap;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import org.mailloft.net.Connection;
import org.mailloft.net.MemoryConnection;
import org.mailloft.net.Peer;
import org.mailloft.net.SessionEvent;

/** A client that says what it has said, and then nothing for as long as anybody waits. No time passes. */
final class SilentConnection implements Connection {

    private final MemoryConnection behind;
    private Duration longestWait = Duration.ZERO;
    private Consumer<Duration> onSilence = _ -> {};

    SilentConnection(MemoryConnection behind) {
        this.behind = behind;
    }

    MemoryConnection.Client client() {
        return behind.client();
    }

    /** How long the session was ready to wait. */
    Duration longestWait() {
        return longestWait;
    }

    /** What happens while the session waits for so long. */
    void onSilence(Consumer<Duration> action) {
        onSilence = action;
    }

    @Override
    public SessionEvent await(Duration timeout) {
        longestWait = longestWait.compareTo(timeout) > 0 ? longestWait : timeout;
        var event = behind.await(Duration.ZERO);
        if (event instanceof SessionEvent.Idle) {
            onSilence.accept(timeout);
        }
        return event;
    }

    @Override
    public SessionEvent awaitInput(Duration timeout) {
        longestWait = longestWait.compareTo(timeout) > 0 ? longestWait : timeout;
        return behind.awaitInput(Duration.ZERO);
    }

    @Override
    public Peer peer() {
        return behind.peer();
    }

    @Override
    public boolean isTls() {
        return behind.isTls();
    }

    @Override
    public String tlsInfo() {
        return behind.tlsInfo();
    }

    @Override
    public ByteBuffer input() {
        return behind.input();
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
        behind.write(octets, offset, length);
    }

    @Override
    public void flush() {
        behind.flush();
    }

    @Override
    public void startTls() {
        behind.startTls();
    }

    @Override
    public boolean canStartTls() {
        return behind.canStartTls();
    }

    @Override
    public void wake() {
        behind.wake();
    }

    @Override
    public void stop(String reason) {
        behind.stop(reason);
    }

    @Override
    public long octetsIn() {
        return behind.octetsIn();
    }

    @Override
    public long octetsOut() {
        return behind.octetsOut();
    }

    @Override
    public void close() {
        behind.close();
    }
}
