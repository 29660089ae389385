package org.mailloft.lmtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.mailloft.testkit.Transcript;

/** A client of a server behind a real port. */
final class LmtpSocket implements Transcript.Client {

    private final Socket socket;
    private final BufferedReader in;

    LmtpSocket(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(20_000);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    @Override
    public void send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String readLine() {
        try {
            var line = in.readLine();
            if (line == null) {
                throw new IOException("the connection ended");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String received() {
        return "";
    }

    /** Sends a message for some recipients in one go; returns the last line. */
    String deliver(String sender, String message, String... recipients) {
        var text = new StringBuilder("MAIL FROM:<" + sender + ">\r\n");
        for (var recipient : recipients) {
            text.append("RCPT TO:<").append(recipient).append(">\r\n");
        }
        send(text.append("DATA\r\n").toString());
        for (int i = 0; i < recipients.length + 2; i++) {
            readLine();
        }
        send(message + ".\r\n");
        var last = "";
        for (int i = 0; i < recipients.length; i++) {
            last = readLine();
        }
        return last;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
