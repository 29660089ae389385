package org.mailloft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailloft.net.Peer;

class MtaGateTest {

    private static final String HERE = "10.0.0.70";

    private static boolean admits(String networks, String client, boolean unix) {
        var peer = new Peer(
                new InetSocketAddress(InetAddress.ofLiteral(client), 40_000),
                new InetSocketAddress(InetAddress.ofLiteral(HERE), 24),
                OptionalLong.empty(),
                unix,
                "");
        return new MtaGate(new MtaGate.Settings(Map.of("mta_networks", networks))).admits(peer);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 10.0.0.99, true",
        "10.0.0.20, 10.0.0.20, true",
        "10.0.0.20, 10.0.0.99, false",
        "10.0.0.20, 10.0.0.70, true",
        "10.0.0.20, 127.0.0.1, true",
        "10.0.0.20, ::1, true",
        "10.0.0.20, 2001:db8::1, false",
        "10.0.0.20  10.1.0.0/16, 10.1.2.3, true",
        "10.0.0.20 2001:db8::/64, 2001:db8::1, true",
        "10.0.0.20 2001:db8::/64, 2001:db8:0:1::1, false",
        "0.0.0.0/0, 192.0.2.1, true",
        "0.0.0.0/0, 2001:db8::1, false",
    })
    void servesThoseWhoAreNamedAndThisHost(String networks, String client, boolean served) {
        assertEquals(served, admits(networks, client, false));
    }

    @Test
    void whoComesByASocketIsHere() {
        assertEquals(true, admits("10.0.0.20", "127.0.0.1", true));
    }

    @ParameterizedTest
    @CsvSource({"mta.example.net", "10.0.0.0/33", "10.0.0.0/x", "/8"})
    void whatIsNoNetworkIsNotTaken(String networks) {
        assertThrows(IllegalArgumentException.class, () -> admits(networks, "10.0.0.20", false));
    }
}
