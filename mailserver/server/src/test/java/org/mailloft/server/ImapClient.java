package org.mailloft.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One command at a time, in plain text. */
final class ImapClient implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader in;
    final String greeting;

    ImapClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        greeting = in.readLine();
    }

    /** All lines of the reply, the tagged one last; without a tag where the connection has ended. */
    List<String> command(String text) throws IOException {
        send(text);
        var lines = new ArrayList<String>();
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            lines.add(line);
            if (line.startsWith("a ")) {
                return lines;
            }
        }
        return lines;
    }

    /** Begins a command whose reply is read line by line. */
    void send(String text) throws IOException {
        socket.getOutputStream().write(("a " + text + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    void login(String user) throws IOException {
        var reply = command("LOGIN " + user + " pw");
        if (reply.isEmpty() || !reply.getLast().startsWith("a OK")) {
            throw new AssertionError(greeting + " " + reply);
        }
    }

    boolean isOpen() throws IOException {
        return command("NOOP").stream().anyMatch(line -> line.startsWith("a OK"));
    }

    /** What comes without being asked for; null at the end. */
    String line() throws IOException {
        return in.readLine();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
