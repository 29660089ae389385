package org.mailloft.policy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.mailloft.net.Connection;
import org.mailloft.net.OctetInput;

/** Reads the requests of one client. */
final class PolicyReader {

    /** Postfix closes connections that it has not used for five minutes. */
    private static final Duration SILENCE = Duration.ofMinutes(10);

    /** A request, from its first octet to its last. */
    private static final Duration REQUEST_TIME = Duration.ofMinutes(1);

    /** About ten times what Postfix sends, with a client certificate. */
    private static final int MAX_OCTETS = 64 * 1024;

    private final OctetInput in;
    private final InstantSource clock;

    PolicyReader(Connection connection, InstantSource clock) {
        this.in = new OctetInput(connection, SILENCE);
        this.clock = clock;
    }

    /** A client that is no Postfix; the text says why. */
    static final class NotPostfix extends RuntimeException {
        NotPostfix(String why) {
            super(why, null, false, false);
        }
    }

    /**
     * The next request.
     *
     * @throws NotPostfix when it is too long or takes too long
     * @throws OctetInput.Ended when there is none
     */
    PolicyRequest next() {
        var request = PolicyRequest.EMPTY;
        in.timeout(SILENCE);
        in.peek();
        in.timeout(REQUEST_TIME);
        var deadline = clock.instant().plus(REQUEST_TIME);
        int left = MAX_OCTETS;
        while (true) {
            var line = line(left, deadline);
            if (line.isEmpty()) {
                return request;
            }
            left -= line.length() + 1;
            request = request.with(line);
        }
    }

    /** Up to LF, which Postfix uses; a CR before it is no part of the line either. */
    private String line(int maxOctets, Instant deadline) {
        var line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            line.write(octet);
            if (line.size() >= maxOctets) {
                throw new NotPostfix("Request is too long");
            }
            if (clock.instant().isAfter(deadline)) {
                throw new NotPostfix("Request takes too long");
            }
        }
        var text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
