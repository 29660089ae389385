package org.mailloft.smtp;

import java.time.Instant;
import org.mailloft.net.Peer;

/**
 * Where a message comes from.
 *
 * @param sender the reverse-path
 * @param helloName what the client calls itself, or {@code unknown}
 * @param peer both ends of the connection
 * @param tlsInfo protocol and cipher, empty without TLS
 * @param sessionId id of the transaction in logs and replies
 * @param begun when the transaction began
 */
public record Envelope(
        SmtpAddress sender, String helloName, Peer peer, String tlsInfo, String sessionId, Instant begun) {

    public boolean isTls() {
        return !tlsInfo.isEmpty();
    }
}
