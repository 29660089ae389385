package org.mailloft.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {
    private static Network network(String text) {
        return Network.parse(
                text, host -> host.equals("mail") ? Optional.of(InetAddress.ofLiteral("10.0.0.9")) : Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "10.1.2.3/8, 10.9.9.9, true",
        "192.168.16.0/20, 192.168.31.255, true",
        "192.168.16.0/20, 192.168.32.0, false",
        "0.0.0.0/0, 1.2.3.4, true",
        "0.0.0.0/0, ::1, false",
        "::1, ::1, true",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/33, 2001:db8:8000::, false",
        "mail, 10.0.0.9, true",
        "mail/24, 10.0.0.10, true",
    })
    void knowsWhatIsInside(String network, String address, boolean inside) {
        assertEquals(inside, network(network).contains(InetAddress.ofLiteral(address)));
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3/8, 10.1.2.3/8",
        "10.1.2.3/32, 10.1.2.3",
        "0:0:0:0:0:0:0:1, ::1",
        "::, ::",
        "2001:db8:0:0:1:0:0:0/64, 2001:db8:0:0:1::/64",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "fe80::, fe80::",
        "1:0:2:0:3:0:4:0, 1:0:2:0:3:0:4:0",
    })
    void isPrintedInShortForm(String text, String printed) {
        assertEquals(printed, network(text).toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nowhere       | gethostbyname(nowhere) failed: Name or service not known
            /8            | gethostbyname() failed: Name or service not known
            1.2.3.4/33    | Invalid network mask: 33
            ::1/129       | Invalid network mask: 129
            1.2.3.4/x     | Invalid network mask: x
            1.2.3.4/      | Invalid network mask:
            1.2.3.4/-1    | Invalid network mask: -1
            """)
    void refusesWhatIsNone(String text, String message) {
        var e = assertThrows(IllegalArgumentException.class, () -> network(text));
        assertEquals(message, e.getMessage().strip());
    }
}
