package org.mailloft.conf.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mailloft.conf.Filter;
import org.mailloft.conf.Setting;

/** A configuration tree as a UCS 5 mail server has it loads unchanged, and says what it should. */
class UcsConfigurationTest {
    private static final Path FILE = Path.of("src/test/resources/org/mailloft/conf/doveconf/ucs/dovecot.conf");

    private final Configuration config = Configuration.load(FILE);

    record Mail(
            @Setting("mail_location") String location,
            @Setting("mail_plugins") List<String> plugins,
            @Setting("plugin") Map<String, String> plugin,
            @Setting("namespace") List<Namespace> namespaces) {}

    record Namespace(
            @Setting("name") String name,
            @Setting("type") String type,
            @Setting("prefix") String prefix) {}

    record Tls(@Setting("ssl_cert") Path reference) {}

    @Test
    void protocolsAddTheirPlugins() {
        assertEquals(List.of("acl", "quota"), config.read(Mail.class).plugins());
        assertEquals(
                List.of("acl", "quota", "imap_acl", "imap_quota"),
                config.read(Mail.class, Filter.protocol("imap")).plugins());
        assertEquals(
                List.of("acl", "quota", "sieve"),
                config.read(Mail.class, Filter.protocol("lmtp")).plugins());
    }

    @Test
    void namespacesOfSeveralFilesAreMerged() {
        assertEquals(
                List.of(
                        new Namespace("inbox", "private", ""),
                        new Namespace("", "shared", "shared/%%u/"),
                        new Namespace("team@example.org", "public", "team@example.org/")),
                config.read(Mail.class).namespaces());
    }

    @Test
    void certificatesDependOnTheNameOfTheServer() {
        assertTrue(config.read(Tls.class).reference().endsWith("ucs/tls/cert.pem"));
        for (String name : List.of("mail.example.org", "IMAP.example.org", "x.example.net")) {
            var sni = config.read(Tls.class, Filter.ANY.withLocalName(name));
            assertTrue(sni.reference().endsWith("ucs/tls/sni.pem"), name);
        }
        assertTrue(config.read(Tls.class, Filter.ANY.withLocalName("x.y.example.net"))
                .reference()
                .endsWith("ucs/tls/cert.pem"));
    }

    @Test
    void servicesListenWhereTheyAreTold() {
        ActiveService lmtp = service("lmtp");
        assertEquals(
                List.of(
                        new ActiveService.Socket(Path.of("/run/dovecot/lmtp"), 0666, "", ""),
                        new ActiveService.Socket(
                                Path.of("/var/spool/postfix/private/dovecot-lmtp"), 0600, "postfix", "postfix")),
                lmtp.unixListeners());
        assertEquals(
                List.of(
                        new ActiveService.Port("imap", List.of("*"), 143, false, false),
                        new ActiveService.Port("imaps", List.of("*"), 993, true, false)),
                service("imap-login").inetListeners());
        assertEquals(
                List.of(new ActiveService.Port("", List.of("127.0.0.1"), 12_340, false, false)),
                service("quota-status").inetListeners());
        assertEquals("dovecot", service("imap-postlogin").user());
        assertTrue(config.activeServices().stream()
                .noneMatch(service -> service.name().equals("submission")));
    }

    @Test
    void limitsAreNumbers() {
        assertEquals(400, service("imap").processLimit());
        assertEquals(1, service("imap").clientLimit());
        assertEquals(400, service("lmtp").processLimit());
        assertEquals(400, service("pop3-login").processLimit());
        assertEquals(2000, service("auth").clientLimit());
    }

    @Test
    void theRecommendedLimitsGiveNoWarning() {
        assertEquals(List.of(), config.warnings());
    }

    private ActiveService service(String name) {
        return config.activeServices().stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
