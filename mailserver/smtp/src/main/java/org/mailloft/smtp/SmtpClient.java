package org.mailloft.smtp;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Sends messages to one mail server, RFC 5321, each over a connection of its own. Any thread. */
public final class SmtpClient {

    private static final int MAX_REPLY_LINES = 100;
    private static final int MAX_LINE_OCTETS = 2048;

    /** When the connection is protected: {@code submission_ssl}. */
    public enum Tls {
        NO,
        /** From the first octet on. */
        SMTPS,
        SUBMISSIONS,
        /** After STARTTLS, RFC 3207; without it nothing is sent. */
        STARTTLS
    }

    /**
     * Whom to ask.
     *
     * @param timeout for the connection and for each reply
     */
    public record Server(String host, int port, Tls tls, Duration timeout) {}

    private final Server server;
    private final String ownName;

    /** @param ownName full name of this host */
    public SmtpClient(Server server, String ownName) {
        this.server = server;
        this.ownName = ownName;
    }

    /**
     * Sends one message.
     *
     * @param recipients at least one
     * @param head header fields to be put before the message
     * @return for each recipient what the server said about it: at RCPT when it was refused there, else after the message
     * @throws IOException when the conversation came to no end; then nothing is known about any recipient
     */
    public Map<SmtpAddress, Reply> send(
            SmtpAddress sender, List<SmtpAddress> recipients, byte[] head, SpooledMessage message) throws IOException {
        try (var session = new Session(server)) {
            return session.send(sender, recipients, head, message);
        }
    }

    /** The server does not speak as it should. */
    private static final class BadReply extends IOException {
        BadReply(String message) {
            super(message);
        }
    }

    private final class Session implements AutoCloseable {
        private Socket socket;
        private InputStream in;
        private OutputStream out;

        Session(Server server) throws IOException {
            socket = new Socket();
            try {
                int timeout = Math.toIntExact(server.timeout().toMillis());
                socket.connect(new InetSocketAddress(server.host(), server.port()), timeout);
                socket.setSoTimeout(timeout);
                switch (server.tls()) {
                    case SMTPS, SUBMISSIONS -> secure();
                    case NO, STARTTLS -> use();
                }
            } catch (IOException | RuntimeException e) {
                socket.close();
                throw e;
            }
        }

        Map<SmtpAddress, Reply> send(
                SmtpAddress sender, List<SmtpAddress> recipients, byte[] head, SpooledMessage message)
                throws IOException {
            expect(220, read());
            var extensions = hello();
            if (server.tls() == Tls.STARTTLS) {
                expect(220, ask("STARTTLS"));
                secure();
                extensions = hello();
            }
            var body = extensions.lines().stream().anyMatch("8BITMIME"::equalsIgnoreCase) ? " BODY=8BITMIME" : "";
            var replies = new LinkedHashMap<SmtpAddress, Reply>();
            var mail = ask("MAIL FROM:<" + sender + ">" + body);
            if (!mail.isPositive()) {
                recipients.forEach(recipient -> replies.put(recipient, mail));
                return replies;
            }
            var taken = new ArrayList<SmtpAddress>();
            for (var recipient : recipients) {
                var reply = ask("RCPT TO:<" + recipient + ">");
                replies.put(recipient, reply);
                if (reply.isPositive()) {
                    taken.add(recipient);
                }
            }
            if (!taken.isEmpty()) {
                var last = data(head, message);
                taken.forEach(recipient -> replies.put(recipient, last));
            }
            quit();
            return replies;
        }

        private Reply hello() throws IOException {
            var reply = ask("EHLO " + ownName);
            expect(250, reply);
            return reply;
        }

        private Reply data(byte[] head, SpooledMessage message) throws IOException {
            var start = ask("DATA");
            if (start.code() != 354) {
                return start.isPositive() ? new Reply(451, start.lines()) : start;
            }
            var dots = new DotWriter(out);
            dots.write(head, 0, head.length);
            message.copyWithout("Return-Path", dots);
            dots.end();
            out.flush();
            return read();
        }

        /** Everything is said and done; what happens now changes nothing. */
        private void quit() {
            try {
                ask("QUIT");
            } catch (IOException _) {
                // it has hung up first
            }
        }

        private Reply ask(String command) throws IOException {
            out.write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            return read();
        }

        /** Lines without the code and what stands between. */
        private Reply read() throws IOException {
            var lines = new ArrayList<String>();
            while (lines.size() < MAX_REPLY_LINES) {
                var line = line();
                if (!line.matches("[2-5][0-9]{2}([ -].*)?")) {
                    throw new BadReply("unexpected reply: " + line);
                }
                lines.add(line.length() > 4 ? line.substring(4) : "");
                if (line.length() == 3 || line.charAt(3) == ' ') {
                    return new Reply(Integer.parseInt(line.substring(0, 3)), lines);
                }
            }
            throw new BadReply("endless reply");
        }

        private String line() throws IOException {
            var text = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0 || text.length() > MAX_LINE_OCTETS) {
                    throw new BadReply(c < 0 ? "connection closed" : "endless line");
                }
                text.append(c < ' ' && c != '\r' ? '?' : (char) c);
            }
            return text.toString().replaceAll("\r", "");
        }

        private static void expect(int code, Reply reply) throws IOException {
            if (reply.code() != code) {
                throw new BadReply(reply.toString());
            }
        }

        /** What came before the handshake is thrown away: RFC 3207 section 6. */
        private void secure() throws IOException {
            var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
            var secured = (SSLSocket) factory.createSocket(socket, server.host(), server.port(), true);
            var parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
            secured.startHandshake();
            socket = secured;
            use();
        }

        private void use() throws IOException {
            in = new BufferedInputStream(socket.getInputStream());
            out = new BufferedOutputStream(socket.getOutputStream(), 16 << 10);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
