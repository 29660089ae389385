package org.mailloft.imap;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.mailloft.net.Connection;
import org.mailloft.net.MemoryConnection;
import org.mailloft.net.Peer;
import org.mailloft.net.SessionEvent;

/** A client that says what it has said, and then nothing for as long as anybody waits. No time passes. */
final class SilentConnection implements Connection {

    private final MemoryConnection behind;
    private Duration longestWait = Duration.ZERO;

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

    @Override
    public SessionEvent await(Duration timeout) {
        longestWait = longestWait.compareTo(timeout) > 0 ? longestWait : timeout;
        return behind.await(Duration.ZERO);
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
