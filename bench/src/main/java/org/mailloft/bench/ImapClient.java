package org.mailloft.bench;

import java.net.InetSocketAddress;

/** Just enough of an IMAP client to make a server work: sends commands and reads all they bring. */
final class ImapClient implements AutoCloseable {

    private final Wire wire;
    private int tags;

    ImapClient(InetSocketAddress address) {
        wire = new Wire(address);
        expect(wire.line(), "* OK");
    }

    void login(String user, String password) {
        command("LOGIN " + user + " " + password);
    }

    /** Sends a command, reads to its tagged reply and returns the number of untagged lines. */
    int command(String command) {
        var tag = "t" + tags++;
        wire.send(tag + " " + command + "\r\n");
        int untagged = 0;
        while (true) {
            var line = wire.line();
            if (line.startsWith(tag)) {
                expect(line, tag + " OK");
                return untagged;
            }
            untagged++;
            skipLiteral(line);
        }
    }

    /** Enters IDLE and waits for the server to agree. */
    void idle() {
        wire.send("idle IDLE\r\n");
        String line;
        do {
            line = wire.line();
        } while (!line.startsWith("+"));
    }

    private void skipLiteral(String line) {
        var rest = line;
        while (rest.endsWith("}")) {
            int open = rest.lastIndexOf('{');
            wire.skip(Long.parseLong(rest.substring(open + 1, rest.length() - 1)));
            rest = wire.line();
        }
    }

    private static void expect(String line, String start) {
        if (!line.startsWith(start)) {
            throw new IllegalStateException("expected " + start + ", got: " + line);
        }
    }

    @Override
    public void close() {
        wire.close();
    }
}
