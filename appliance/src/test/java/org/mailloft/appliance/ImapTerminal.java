package org.mailloft.appliance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A user at the IMAP port, typing. */
final class ImapTerminal implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader in;

    private ImapTerminal(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        in.readLine();
    }

    static ImapTerminal login(int port, String user) throws IOException {
        var terminal = new ImapTerminal(port);
        terminal.ok("LOGIN " + user + " " + ApplianceProcess.PASSWORD);
        return terminal;
    }

    /** All lines up to the tagged one, or to the end of the connection. */
    List<String> say(String command) throws IOException {
        socket.getOutputStream().write(("a " + command + "\r\n").getBytes(StandardCharsets.UTF_8));
        var lines = new ArrayList<String>();
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            lines.add(line);
            if (line.startsWith("a ")) {
                break;
            }
        }
        return lines;
    }

    List<String> ok(String command) throws IOException {
        var lines = say(command);
        if (lines.isEmpty() || !lines.getLast().startsWith("a OK")) {
            throw new AssertionError(command + ": " + lines);
        }
        return lines;
    }

    /** What the server says besides the tagged line, in one. */
    String told(String command) throws IOException {
        return String.join("\n", say(command));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
