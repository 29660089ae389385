package org.mailloft.bench;

import java.net.InetSocketAddress;

/** Delivers messages over one LMTP connection, one recipient each, with pipelining as an MTA does. */
final class LmtpClient implements AutoCloseable {

    private final Wire wire;

    LmtpClient(InetSocketAddress address) {
        wire = new Wire(address);
        reply("220");
        wire.send("LHLO bench.example.org\r\n");
        reply("250");
    }

    /** @param message with CRLF line ends, no line beginning with a dot, no final dot */
    void deliver(String recipient, byte[] message) {
        wire.send("MAIL FROM:<sender@example.org>\r\nRCPT TO:<" + recipient + ">\r\nDATA\r\n");
        reply("250");
        reply("250");
        reply("354");
        wire.send(message);
        wire.send(".\r\n");
        reply("250");
    }

    private void reply(String code) {
        String line;
        do {
            line = wire.line();
        } while (line.length() > 3 && line.charAt(3) == '-');
        if (!line.startsWith(code)) {
            throw new IllegalStateException("expected " + code + ", got: " + line);
        }
    }

    @Override
    public void close() {
        wire.close();
    }
}
