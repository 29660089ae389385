package org.mailloft.doveadm;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** A client socket with blocking reads and writes that give up after some time: unix sockets have no such option. */
final class TimedSocket implements AutoCloseable {

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final long patienceMillis;

    private TimedSocket(SocketChannel channel, Selector selector, SelectionKey key, Duration patience) {
        this.channel = channel;
        this.selector = selector;
        this.key = key;
        this.patienceMillis = Math.max(1, patience.toMillis());
    }

    static TimedSocket connect(SocketAddress server, Duration patience) throws IOException {
        var channel = SocketChannel.open(server);
        try {
            channel.configureBlocking(false);
            var selector = Selector.open();
            return new TimedSocket(channel, selector, channel.register(selector, 0), patience);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    void write(byte[] octets) throws IOException {
        var buffer = ByteBuffer.wrap(octets);
        while (buffer.hasRemaining()) {
            if (channel.write(buffer) == 0) {
                await(SelectionKey.OP_WRITE);
            }
        }
    }

    /** Closing the stream changes nothing; close the socket. */
    InputStream input() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                var one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                var buffer = ByteBuffer.wrap(into, offset, length);
                while (true) {
                    int count = channel.read(buffer);
                    if (count != 0 || length == 0) {
                        return count;
                    }
                    await(SelectionKey.OP_READ);
                }
            }
        };
    }

    /** Whether the other side could still be there: it has neither closed the connection nor said anything unasked. */
    boolean isQuiet() {
        try {
            return channel.read(ByteBuffer.allocate(1)) == 0;
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        try (channel;
                selector) {
            key.cancel();
        }
    }

    private void await(int operation) throws IOException {
        key.interestOps(operation);
        if (selector.select(patienceMillis) == 0) {
            throw new SocketTimeoutException("no answer for " + patienceMillis + " ms");
        }
        selector.selectedKeys().clear();
    }
}
