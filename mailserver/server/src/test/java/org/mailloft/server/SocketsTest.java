package org.mailloft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailloft.conf.settings.Configuration;

class SocketsTest {

    @Test
    void theDefaultsOpenWhatDovecotWould() {
        assertEquals(
                List.of(
                        "IMAP 0.0.0.0:143 plain",
                        "IMAP 0:0:0:0:0:0:0:0:143 plain",
                        "IMAP 0.0.0.0:993 tls",
                        "IMAP 0:0:0:0:0:0:0:0:993 tls",
                        "LMTP /run/dovecot/lmtp plain",
                        "ADMIN /run/dovecot/doveadm-server plain"),
                sockets("protocols = imap lmtp\n"));
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
    void capacityIsProcessesTimesClientsUnlessAProcessServesOne() {
        var text =
                "default_process_limit = 10\ndefault_client_limit = 20\nservice imap-login {\n  service_count = %d\n}\n";
        var once = Configuration.parse("test", text.formatted(1)).read(ServerSettings.class);
        var reused = Configuration.parse("test", text.formatted(0)).read(ServerSettings.class);
        assertEquals(10, once.service("imap-login").capacity(once));
        assertEquals(200, reused.service("imap-login").capacity(reused));
    }

    @Test
    void anAddressThatIsNoneIsNamed() {
        var failure = assertThrows(StartFailure.class, () -> sockets("protocols = imap\nlisten = nowhere.invalid\n"));
        assertTrue(failure.getMessage().contains("nowhere.invalid"));
    }

    private static List<String> sockets(String text) {
        var settings = Configuration.parse("test", text).read(ServerSettings.class);
        return new Sockets(settings)
                .wanted().stream()
                        .map(socket -> socket.kind() + " " + socket.listener().endpoint()
                                + (socket.listener().implicitTls() ? " tls" : " plain"))
                        .toList();
    }
}
