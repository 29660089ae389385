package org.mailloft.appliance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A mail program at a port of Postfix. Believes every certificate. */
final class SmtpTerminal implements AutoCloseable {

    private static final String ADDRESS = "127.0.0.1";
    private static final int PATIENCE_MILLIS = 30_000;

    private Socket socket;
    private BufferedReader in;

    private SmtpTerminal(int port) throws IOException {
        socket = new Socket(ADDRESS, port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        read();
    }

    /** In plain text, as far as the first EHLO. */
    static SmtpTerminal plain(int port) throws IOException {
        var terminal = new SmtpTerminal(port);
        terminal.reply();
        terminal.say("EHLO client.example.org");
        return terminal;
    }

    /** With STARTTLS. */
    static SmtpTerminal startTls(int port) throws IOException, GeneralSecurityException {
        var terminal = plain(port);
        terminal.say("STARTTLS");
        terminal.encrypt(port);
        terminal.say("EHLO client.example.org");
        return terminal;
    }

    /** With TLS from the first octet. */
    static SmtpTerminal tls(int port) throws IOException, GeneralSecurityException {
        var terminal = new SmtpTerminal(port);
        terminal.encrypt(port);
        terminal.reply();
        terminal.say("EHLO client.example.org");
        return terminal;
    }

    private void read() throws IOException {
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    private void encrypt(int port) throws IOException, GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Believer()}, null);
        var tls = (SSLSocket) context.getSocketFactory().createSocket(socket, ADDRESS, port, true);
        tls.startHandshake();
        socket = tls;
        read();
    }

    private static final class Believer implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** The whole reply to a command, lines with LF between them. */
    String say(String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
        return reply();
    }

    private String reply() throws IOException {
        var reply = new StringBuilder();
        while (true) {
            var line = in.readLine();
            if (line == null) {
                throw new IOException("Postfix hung up after: " + reply);
            }
            reply.append(line);
            if (line.length() < 4 || line.charAt(3) != '-') {
                return reply.toString();
            }
            reply.append('\n');
        }
    }

    String authPlain(String user, String password) throws IOException {
        return say("AUTH PLAIN " + base64("\0" + user + "\0" + password));
    }

    /** The last reply: to the password, or to the name when it is refused before. */
    String authLogin(String user, String password) throws IOException {
        say("AUTH LOGIN");
        var reply = say(base64(user));
        return reply.startsWith("334") ? say(base64(password)) : reply;
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
