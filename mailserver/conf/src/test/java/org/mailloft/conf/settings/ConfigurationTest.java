package org.mailloft.conf.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mailloft.conf.ConfException;
import org.mailloft.conf.Filter;
import org.mailloft.conf.Secret;
import org.mailloft.conf.Setting;

class ConfigurationTest {
    enum Fsync {
        OPTIMIZED,
        ALWAYS,
        NEVER
    }

    enum OnSuccess {
        RETURN_OK,
        RETURN,
        RETURN_FAIL,
        CONTINUE,
        CONTINUE_OK,
        CONTINUE_FAIL
    }

    record Everything(
            @Setting("auth_verbose") boolean verbose,
            @Setting("mail_max_userip_connections") int connections,
            @Setting("imap_max_line_length") long maxLineOctets,
            @Setting("imap_idle_notify_interval") Duration idle,
            @Setting("mail_location") String location,
            @Setting("mail_plugins") List<String> plugins,
            @Setting("doveadm_password") Secret password,
            @Setting("mail_fsync") Fsync fsync,
            @Setting("plugin") Map<String, String> plugin,
            @Setting("passdb") List<Passdb> passdbs,
            @Setting("namespace") List<Namespace> namespaces,
            Nested nested) {}

    record Nested(@Setting("doveadm_port") int port) {}

    record Passdb(
            @Setting("driver") String driver,
            @Setting("result_success") OnSuccess onSuccess) {}

    record Namespace(
            @Setting("name") String name,
            @Setting("prefix") String prefix,
            @Setting("mailbox") List<Mailbox> mailboxes) {}

    record Mailbox(
            @Setting("name") String name, @Setting("auto") String auto) {}

    record Location(@Setting("mail_location") String value) {}

    private static final String EXAMPLE = """
            auth_verbose = yes
            imap_max_line_length = 128 k
            imap_idle_notify_interval = 29 mins
            mail_location = maildir:~/Maildir
            mail_plugins = acl, quota
            doveadm_password = hunter2
            mail_fsync = always
            doveadm_port = 24245
            plugin {
              quota = maildir
              acl = vfile
            }
            passdb {
              driver = pam
            }
            passdb {
              driver = ldap
              result_success = continue-ok
            }
            namespace inbox {
              mailbox "Sent Messages" {
                auto = subscribe
              }
            }
            protocol imap {
              mail_plugins = $mail_plugins imap_quota
              plugin {
                quota = count
              }
            }
            """;

    @Test
    void fillsEveryTypeOfComponent() {
        Everything all = Configuration.parse("x.conf", EXAMPLE).read(Everything.class);
        assertTrue(all.verbose());
        assertEquals(10, all.connections());
        assertEquals(131_072, all.maxLineOctets());
        assertEquals(Duration.ofMinutes(29), all.idle());
        assertEquals("maildir:~/Maildir", all.location());
        assertEquals(List.of("acl", "quota"), all.plugins());
        assertEquals(new Secret("hunter2"), all.password());
        assertEquals(Fsync.ALWAYS, all.fsync());
        assertEquals(Map.of("quota", "maildir", "acl", "vfile"), all.plugin());
        assertEquals(
                List.of("pam", "ldap"),
                all.passdbs().stream().map(Passdb::driver).toList());
        assertEquals(OnSuccess.CONTINUE_OK, all.passdbs().get(1).onSuccess());
        assertEquals(
                List.of(new Namespace("inbox", "", List.of(new Mailbox("Sent Messages", "subscribe")))),
                all.namespaces());
        assertEquals(24_245, all.nested().port());
    }

    @Test
    void protocolBlocksWinOverGlobalSettings() {
        var config = Configuration.parse("x.conf", EXAMPLE);
        Everything imap = config.read(Everything.class, Filter.protocol("imap"));
        assertEquals(List.of("acl", "quota", "imap_quota"), imap.plugins());
        assertEquals("count", imap.plugin().get("quota"));
        assertEquals("vfile", imap.plugin().get("acl"));
        assertEquals(
                List.of("acl", "quota"),
                config.read(Everything.class, Filter.protocol("pop3")).plugins());
    }

    @Test
    void theMostSpecificAddressWins() throws Exception {
        var config = Configuration.parse("x.conf", """
                mail_location = global
                local 10.0.0.0/8 {
                  mail_location = eight
                  protocol imap {
                    mail_location = eight-imap
                  }
                }
                local 10.1.0.0/16 {
                  mail_location = sixteen
                }
                local_name *.example.org {
                  mail_location = name
                }
                """);
        var local = InetAddress.getByName("10.1.2.3");
        assertEquals("global", location(config, Filter.ANY));
        assertEquals("global", location(config, Filter.ANY.withLocal(InetAddress.getByName("11.1.2.3"))));
        assertEquals("eight", location(config, Filter.ANY.withLocal(InetAddress.getByName("10.2.2.3"))));
        assertEquals("sixteen", location(config, Filter.ANY.withLocal(local)));
        assertEquals("name", location(config, Filter.ANY.withLocalName("Mail.Example.Org")));
        assertEquals("global", location(config, Filter.ANY.withLocalName("a.b.example.org")));
    }

    private static String location(Configuration config, Filter question) {
        return config.read(Location.class, question).value();
    }

    record UnknownName(@Setting("no_such_setting") String value) {}

    record WrongType(@Setting("auth_verbose") String value) {}

    record NotAnnotated(String value) {}

    record IncompleteEnum(@Setting("ssl") Fsync value) {}

    record IntSize(@Setting("imap_max_line_length") int value) {}

    @Test
    void recordsThatDoNotFitAreRefused() {
        for (Class<? extends Record> type :
                List.of(UnknownName.class, WrongType.class, NotAnnotated.class, IncompleteEnum.class, IntSize.class)) {
            assertThrows(IllegalStateException.class, () -> SettingsReader.check(type), type.getSimpleName());
        }
        var e = assertThrows(IllegalStateException.class, () -> SettingsReader.check(UnknownName.class));
        assertTrue(e.getMessage().endsWith("UnknownName.value: there is no setting no_such_setting in the catalogue"));
    }

    record Services(@Setting("service") List<Service> services) {}

    record Service(
            @Setting("name") String name,
            @Setting("process_limit") int processLimit,
            @Setting("vsz_limit") long vszLimit,
            @Setting("unix_listener") List<Socket> sockets,
            @Setting("inet_listener") List<Port> ports) {}

    record Socket(
            @Setting("path") String path,
            @Setting("mode") int mode,
            @Setting("user") String user) {}

    record Port(
            @Setting("name") String name,
            @Setting("port") int port,
            @Setting("ssl") boolean ssl) {}

    @Test
    void servicesHaveTheirDefaults() {
        var config = Configuration.parse("x.conf", """
                service imap-login {
                  inet_listener imap {
                    port = 10143
                  }
                }
                service lmtp {
                  unix_listener /var/spool/postfix/private/dovecot-lmtp {
                    mode = 0600
                    user = postfix
                  }
                }
                """);
        List<Service> services = config.read(Services.class).services();
        Service login = named(services, "imap-login");
        assertEquals(List.of(new Port("imap", 10_143, false), new Port("imaps", 993, true)), login.ports());
        assertEquals(Long.MAX_VALUE, login.vszLimit());
        Service lmtp = named(services, "lmtp");
        assertEquals(new Socket("lmtp", 0666, ""), lmtp.sockets().getFirst());
        assertEquals(
                new Socket("/var/spool/postfix/private/dovecot-lmtp", 0600, "postfix"),
                lmtp.sockets().get(1));
        assertEquals(1024, named(services, "imap").processLimit());
    }

    private static Service named(List<Service> services, String name) {
        return services.stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void limitsBelowTheLoadAreWarnedOf() {
        var config = Configuration.parse("x.conf", """
                protocols = imap
                service anvil {
                  client_limit = 10
                }
                service auth {
                  client_limit = 10
                }
                """);
        assertEquals(
                List.of(
                        "service auth { client_limit=10 } is lower than required under max. load (200). Counted for protocol"
                                + " services with service_count != 1: service imap-urlauth-login { process_limit=100 } +"
                                + " service imap-login { process_limit=100 }",
                        "service anvil { client_limit=10 } is lower than required under max. load (203). Counted with:"
                                + " service imap-urlauth-login { process_limit=100 } + service imap-login {"
                                + " process_limit=100 } + service auth { process_limit=1 }"),
                config.warnings());
    }

    @Test
    void errorsSayFileAndLine() {
        var e = assertThrows(ConfException.class, () -> Configuration.parse("x.conf", "\nfoo = 1\n"));
        assertEquals("Error in configuration file x.conf line 2: Unknown setting: foo", e.getMessage());
        assertEquals("x.conf", e.file());
        assertEquals(2, e.line());
        var whole = assertThrows(ConfException.class, () -> Configuration.parse("x.conf", "listen =\n"));
        assertEquals("Error in configuration file x.conf: listen can't be set empty", whole.getMessage());
        assertFalse(whole.getMessage().contains("line"));
    }
}
