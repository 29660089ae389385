package org.mailloft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailloft.conf.settings.Configuration;
import org.mailloft.net.Endpoint;

class SocketsTest {

    @Test
    void theDefaultsOpenWhatDovecotWould() {
        assertEquals(
                Set.of(
                        "IMAP 0:0:0:0:0:0:0:0:143 plain",
                        "IMAP 0:0:0:0:0:0:0:0:993 tls",
                        "LMTP /run/dovecot/lmtp plain",
                        "ADMIN /run/dovecot/doveadm-server plain",
                        "AUTH /run/dovecot/auth-client plain"),
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
                        service auth {
                          unix_listener auth-client {
                            mode = 0
                          }
                        }
                        """));
    }

    @Test
    void passwordsAreCheckedAtAnyOtherSocketOfTheServiceAuth() {
        var sockets = sockets("""
                protocols = imap
                service auth {
                  unix_listener /var/spool/postfix/private/auth {
                    mode = 0666
                  }
                  inet_listener {
                    address = 127.0.0.1
                    port = 3659
                  }
                }
                """);
        assertTrue(
                sockets.containsAll(List.of("AUTH /var/spool/postfix/private/auth plain", "AUTH 127.0.0.1:3659 plain")),
                sockets.toString());
    }

    @Test
    void aSocketOfAnInternalUserWhoDoesNotExistIsTheServersOwn() {
        var services = Configuration.parse("test", "protocols = imap\ndefault_internal_user = nosuch\n")
                .activeServices();
        var endpoints = Sockets.wanted(services, "nosuch").stream()
                .map(socket -> socket.listener().endpoint())
                .toList();
        assertTrue(
                endpoints.contains(new Endpoint.Unix(Path.of("/run/dovecot/auth-client"), 0600, "", "")),
                endpoints.toString());
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
    void whatIsUnknownHereHasNoSocketsButALineInTheLog() {
        var services = Configuration.parse("test", """
                        protocols = imap pop3 submission
                        service policy {
                          executable = quota-somewhat -p postfix
                          inet_listener {
                            port = 12340
                          }
                        }
                        """).activeServices();
        assertTrue(Sockets.wanted(services, "dovecot").stream()
                .noneMatch(socket -> socket.toString().contains("12340")));
        assertEquals(
                List.of(
                        "service policy is not served by this version, its ports stay closed",
                        "protocols: pop3 is not served by this version, its ports stay closed",
                        "protocols: submission is not served by this version, its ports stay closed"),
                Sockets.unserved(services));
        assertEquals(List.of("imap"), List.copyOf(Sockets.served(services)));
    }

    @Test
    void aSocketForAUserWhoDoesNotExistIsRefusedInDovecotsWords() {
        var failure = assertThrows(StartFailure.class, () -> sockets("""
                        protocols = lmtp
                        service lmtp {
                          unix_listener other {
                            user = nosuch
                          }
                        }
                        """));
        assertEquals(
                "service(lmtp) User doesn't exist: nosuch"
                        + " (See service lmtp { unix_listener /run/dovecot/other { user } } setting)",
                failure.getMessage());
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
        return Sockets.wanted(Configuration.parse("test", text).activeServices(), "dovecot");
    }
}
