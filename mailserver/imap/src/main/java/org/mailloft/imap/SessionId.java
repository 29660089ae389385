package org.mailloft.imap;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.mailloft.net.Peer;

/** Names of sessions in logs, as Dovecot makes them: time, port and address of the client in base64. */
final class SessionId {

    private SessionId() {}

    static String of(Peer peer, Instant now) {
        InetAddress address = peer.remote().getAddress();
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, now);
        var octets = ByteBuffer.allocate(8 + address.getAddress().length);
        for (int shift = 0; shift < 48; shift += 8) {
            octets.put((byte) (micros >> shift));
        }
        octets.put((byte) peer.remote().getPort()).put((byte) (peer.remote().getPort() >> 8));
        octets.put(address.getAddress());
        return Base64.getEncoder().withoutPadding().encodeToString(octets.array());
    }
}
