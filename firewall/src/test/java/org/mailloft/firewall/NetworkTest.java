package org.mailloft.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailloft.firewall.Network.Parsed;

class NetworkTest {

    private static Network network(String text) {
        return assertInstanceOf(Parsed.Good.class, Network.parse(text), text).network();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.1.2.3, true",
        "10.1.2.3, 10.0.0.0/8, false",
        "10.0.0.0/8, 11.0.0.0/8, false",
        "10.0.0.0/8, 10.0.0.0/8, true",
        "0.0.0.0/0, 192.0.2.1, true",
        "0.0.0.0/0, ::/0, false",
        "::/0, 192.0.2.1, false",
        "::/0, 2001:db8::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "::ffff:0:0/96, ::ffff:192.0.2.1, true",
        "::ffff:192.0.2.1, 192.0.2.1, false",
        "2001:DB8::1, 2001:db8:0::1, true",
    })
    void containsAndOverlaps(String one, String other, boolean contains) {
        assertEquals(contains, network(one).contains(network(other)));
        boolean overlaps = contains || network(other).contains(network(one));
        assertEquals(overlaps, network(one).overlaps(network(other)));
        assertEquals(overlaps, network(other).overlaps(network(one)));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "127.255.0.0/16, true",
        "126.0.0.1, false",
        "128.0.0.1, false",
        "::1, true",
        "::, false",
    })
    void loopback(String text, boolean is) {
        assertEquals(is, network(text).isLoopback());
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/33, has a mask that is not between 0 and 32",
        "::/129, has a mask that is not between 0 and 128",
        "10.0.0.0/+8, has a mask that is not between 0 and 32",
        "10.0.0.1/31, has bits set behind its mask of 31",
        "::ffff:192.0.2.1/120, has bits set behind its mask of 120",
        "10.0.0.01, is no address or network such as 192.0.2.0/24",
        "10.0.0, is no address or network such as 192.0.2.0/24",
        "mx.example.org, is no address or network such as 192.0.2.0/24",
        "fe80::1%eth0, is no address or network such as 192.0.2.0/24",
    })
    void faults(String text, String why) {
        assertEquals(new Parsed.Fault(why), Network.parse(text));
    }

    @Test
    void isPrintedAsItWasWritten() {
        assertEquals("2001:DB8::/32", network("2001:DB8::/32").toString());
    }
}
