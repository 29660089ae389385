package org.mailloft.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerTest {

    @ParameterizedTest
    @CsvSource({"192.0.2.7, 192.0.2.7", "2001:db8:0:0:0:0:0:7, 2001:db8::7", "::1, ::1", "fe80::1%1, fe80::1"})
    void addressesAreWrittenAsDovecotWritesThem(String address, String written) {
        var end = new InetSocketAddress(InetAddress.ofLiteral(address), 143);
        var peer = new Peer(end, end, OptionalLong.empty(), false, "");
        assertEquals(written, peer.remoteIp());
        assertEquals(written, peer.localIp());
    }
}
