package org.mailloft.auth.socket;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.mailloft.net.Connection;

/** Takes lines out of what a client has sent, without waiting for more. One thread. */
final class ClientLines {

    /** As in Dovecot: four times what the longest response of Postfix needs. */
    static final int MAX_OCTETS = 16 * 1024;

    private final Connection connection;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

    ClientLines(Connection connection) {
        this.connection = connection;
    }

    /**
     * The next line without its end; empty as long as that has not arrived.
     *
     * @throws BrokenClient when it is too long
     */
    Optional<String> next() {
        for (var input = connection.input(); input.hasRemaining(); input = connection.input()) {
            byte octet = input.get();
            if (octet == '\n') {
                var line = begun.toString(StandardCharsets.UTF_8);
                begun.reset();
                return Optional.of(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
            }
            if (begun.size() == MAX_OCTETS) {
                throw new BrokenClient("BUG: Auth client sent us more than " + MAX_OCTETS + " bytes");
            }
            begun.write(octet);
        }
        return Optional.empty();
    }
}
