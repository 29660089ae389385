package org.mailloft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailloft.conf.settings.Configuration;

class SocketsTest {

    @Test
    void theDefaultsOpenWhatDovecotWould() {
        assertEquals(
                Set.of(
                        "IMAP 0:0:0:0:0:0:0:0:143 plain",
                        "IMAP 0:0:0:0:0:0:0:0:993 tls",
                        "LMTP /run/dovecot/lmtp plain",
                        "ADMIN /run/dovecot/doveadm-server plain"),
                Set.copyOf(sockets("protocols = imap lmtp\n")));
    }

    @Test
    void aProtocolThatIsNotWantedHasNoSocket() {
        assertTrue(sockets("protocols = lmtp\n").stream().noneMatch(socket -> socket.startsWith("IMAP")));
    }

    @Test
    void withoutTlsThereAreNoTlsSockets() {
        assertTrue(sockets("protocols = imap\nssl = no\n").stream().noneMatch(socket -> socket.endsWith("tls")));
    }

    @Test
    void portAndModeZeroSwitchASocketOff() {
        assertEquals(List.of(), sockets("""
                        protocols = imap lmtp
                        service imap-login {
                          inet_listener imap {
                            port = 0
                          }
                          inet_listener imaps {
                            port = 0
                          }
                        }
                        service lmtp {
                          unix_listener lmtp {
                            mode = 0
                          }
                        }
                        service doveadm {
                          unix_listener doveadm-server {
                            mode = 0
                          }
                        }
                        """));
    }

    @Test
    void aListenerMayNameItsOwnAddresses() {
        assertTrue(sockets("""
                                protocols = lmtp
                                service lmtp {
                                  inet_listener lmtp {
                                    address = 127.0.0.1 ::1
                                    port = 24
                                  }
                                }
                                """).containsAll(List.of("LMTP 127.0.0.1:24 plain", "LMTP 0:0:0:0:0:0:0:1:24 plain")));
    }

    @Test
    void capacityIsProcessesTimesClientsAndOneClientWhereAProcessServesOne() {
        var text =
                "protocols = lmtp\ndefault_process_limit = 10\nservice lmtp {\n  client_limit = 20\n  service_count = %d\n}\n";
        assertEquals(10, wanted(text.formatted(1)).getFirst().listener().clientLimit());
        assertEquals(200, wanted(text.formatted(0)).getFirst().listener().clientLimit());
    }

    @Test
    void anAddressThatIsNoneIsNamed() {
        var failure = assertThrows(StartFailure.class, () -> sockets("protocols = imap\nlisten = nowhere.invalid\n"));
        assertTrue(failure.getMessage().contains("nowhere.invalid"));
    }

    private static List<String> sockets(String text) {
        return wanted(text).stream()
                .map(socket -> socket.kind() + " " + socket.listener().endpoint()
                        + (socket.listener().implicitTls() ? " tls" : " plain"))
                .toList();
    }

    private static List<Sockets.Wanted> wanted(String text) {
        return Sockets.wanted(Configuration.parse("test", text).activeServices());
    }
}
