package org.mailloft.net.netty;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.mailloft.net.Connection;
import org.mailloft.net.OctetInput;
import org.mailloft.net.SessionEvent;
import org.mailloft.net.SessionHandler;

/** A protocol just rich enough to try connections with: one command a line. */
final class LineSession implements SessionHandler {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Override
    public void serve(Connection connection) {
        say(connection, "hello");
        while (true) {
            switch (connection.await(PATIENCE)) {
                case SessionEvent.Input _ -> {
                    if (!command(connection, line(connection))) {
                        return;
                    }
                }
                case SessionEvent.Changed _ -> say(connection, "changed");
                case SessionEvent.Idle _ -> say(connection, "idle");
                case SessionEvent.Stop stop -> {
                    say(connection, "bye " + stop.reason());
                    return;
                }
                case SessionEvent.Closed _ -> {
                    return;
                }
            }
        }
    }

    private static boolean command(Connection connection, String line) {
        var words = line.split(" ");
        switch (words[0]) {
            case "STARTTLS" -> {
                say(connection, "go ahead");
                connection.startTls();
            }
            case "LOGIN" -> {
                say(connection, connection.authenticated() ? "welcome" : "no room");
            }
            case "SEND" -> {
                var octets = "x".repeat(1000).getBytes(StandardCharsets.US_ASCII);
                for (int i = 0; i < Integer.parseInt(words[1]); i++) {
                    connection.write(octets);
                }
            }
            case "TAKE" -> {
                var in = new OctetInput(connection, PATIENCE);
                int sum = 0;
                for (int left = Integer.parseInt(words[1]); left > 0; left--) {
                    sum = 31 * sum + in.read();
                }
                say(connection, "took " + sum);
            }
            case "WHO" ->
                say(
                        connection,
                        connection.tlsInfo() + "|" + connection.peer().serverName() + "|"
                                + connection.peer().remoteIp() + "|"
                                + connection.peer().unixUid().orElse(-1));
            case "QUIT" -> {
                say(connection, "bye");
                return false;
            }
            default -> say(connection, "echo " + line);
        }
        return true;
    }

    private static String line(Connection connection) {
        var in = new OctetInput(connection, PATIENCE);
        var line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }

    private static void say(Connection connection, String text) {
        connection.write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
