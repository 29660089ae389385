package org.mailloft.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleReaderTest {

    private static final RuleReader READER = new RuleReader(Map.of(
            "imap", new Service("imap", OptionalInt.of(143), "mailloft/imap/port"),
            "pop3", new Service("pop3", OptionalInt.empty(), "mailloft/pop3/port")));

    @ParameterizedTest
    @CsvSource({
        "tcp/25/all,                                    tcp/25/all",
        "udp/1:65535/ipv4,                              udp/1:65535/ipv4",
        "tcp/7:7/ipv6,                                  tcp/7/ipv6",
        "tcp/imap/all,                                  tcp/143/all",
        "tcp/25/192.0.2.1,                              tcp/25/192.0.2.1",
        "tcp/25/2001:db8::1/from/::/0,                  tcp/25/2001:db8::1/from/::/0",
        "tcp/25/all/from/0.0.0.0/0,                     tcp/25/all/from/0.0.0.0/0",
        "tcp/25/all/from/10.1.2.3,                      tcp/25/all/from/10.1.2.3",
        "tcp/25/ipv6/from/::ffff:192.0.2.1/128,         tcp/25/ipv6/from/::ffff:192.0.2.1/128",
        "package/a-b/tcp/25/ipv4/from/10.0.0.0/8,       tcp/25/ipv4/from/10.0.0.0/8",
    })
    void rules(String name, String subject) {
        var reading = assertInstanceOf(Reading.OfRule.class, read(name, "DROP"));
        assertEquals(subject, reading.rule().subject());
        assertEquals(Action.DROP, reading.rule().action());
    }

    @ParameterizedTest
    @CsvSource({
        "tcp/25/all,                      MAYBE,   'is none of ACCEPT, DROP, REJECT'",
        "tcp/25/all,                      accept,  'is none of ACCEPT, DROP, REJECT'",
        "tcp/25/all,                      '',      'is none of ACCEPT, DROP, REJECT'",
        "tcp/25,                          DROP,    PROTOCOL/PORT/ADDRESS",
        "tcp,                             DROP,    PROTOCOL/PORT/ADDRESS",
        "'',                              DROP,    PROTOCOL/PORT/ADDRESS",
        "tpc/25/all,                      DROP,    the protocol \"tpc\"",
        "icmp/8/all,                      DROP,    the protocol \"icmp\"",
        "package/a/icmp/8/all,            DROP,    the protocol \"icmp\"",
        "package//tcp/25/all,             DROP,    no package",
        "package,                         DROP,    no package",
        "disable,                         yes,     PROTOCOL/PORT/ADDRESS",
        "disabled/x,                      yes,     PROTOCOL/PORT/ADDRESS",
        "tcp/0/all,                       DROP,    neither a port nor low:high",
        "tcp/65536/all,                   DROP,    neither a port nor low:high",
        "tcp/99999999999/all,             DROP,    neither a port nor low:high",
        "tcp/30:20/all,                   DROP,    neither a port nor low:high",
        "tcp/1:2:3/all,                   DROP,    neither a port nor low:high",
        "tcp/imapp/all,                   DROP,    'nor one of imap, pop3'",
        "tcp/25/al,                       DROP,    'neither all, ipv4, ipv6 nor an address'",
        "tcp/25/mail.example.org,         DROP,    'neither all, ipv4, ipv6 nor an address'",
        "tcp/25/10.0.0.01,                DROP,    'neither all, ipv4, ipv6 nor an address'",
        "tcp/25/10.1,                     DROP,    'neither all, ipv4, ipv6 nor an address'",
        "tcp/25/10.0.0.0/8,               DROP,    nobody knows \"8\"",
        "tcp/25/fe80::1%eth0,             DROP,    'neither all, ipv4, ipv6 nor an address'",
        "tcp/25/all/from,                 DROP,    no address or network",
        "tcp/25/all/from/example.org,     DROP,    no address or network",
        "tcp/25/all/from/10.0.0.0/33,     DROP,    a mask that is not between 0 and 32",
        "tcp/25/all/from/10.0.0.1/8,      DROP,    bits set behind its mask of 8",
        "tcp/25/all/from/2001:db8::1/32,  DROP,    bits set behind its mask of 32",
        "tcp/25/ipv6/from/10.0.0.1,       DROP,    the other version of IP",
        "tcp/25/192.0.2.1/from/::1,       DROP,    the other version of IP",
        "tcp/25/all/form/10.0.0.1,        DROP,    nobody knows \"form/10.0.0.1\"",
        "tcp/25/all/from/10.0.0.1/8/x,    DROP,    bits set",
        "tcp/25/all/english,              SMTP,    nobody knows \"english\"",
    })
    void faults(String name, String value, String why) {
        var fault = assertInstanceOf(Reading.Fault.class, read(name, value));
        assertTrue(fault.why().contains(why), fault.why());
    }

    @ParameterizedTest
    @ValueSource(strings = {"disabled", "use_packages", "defaultpolicy", "docker/disabled"})
    void settings(String name) {
        assertInstanceOf(Reading.OfSetting.class, read(name, "whatever"));
    }

    @ParameterizedTest
    @CsvSource({
        "tcp/25/all/en,                         tcp/25/all,                        en",
        "tcp/25/all/from/10.0.0.0/8/pt_BR,      tcp/25/all/from/10.0.0.0/8,        pt_BR",
        "package/a/tcp/imap/all/from/::1/de,    package/a/tcp/imap/all/from/::1,   de",
    })
    void texts(String name, String rule, String language) {
        assertEquals(new Reading.OfText(rule, language, "Text"), read(name, "Text"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp/pop3/all", "package/a/tcp/pop3/192.0.2.1/from/10.0.0.0/8"})
    void rulesOfServicesWithoutAPortSleep(String name) {
        assertInstanceOf(Reading.Dormant.class, read(name, "ACCEPT"));
    }

    @Property
    void neverFailsWhateverTheNameIs(
            @ForAll
                    @StringLength(max = 40)
                    @Chars({'t', 'c', 'p', '/', '1', ':', '.', 'f', 'r', 'o', 'm', 'a', 'l', 'é'})
                    String rest) {
        read("tcp/25/" + rest, "DROP");
        read(rest, "DROP");
    }

    private static Reading read(String name, String value) {
        return READER.read(Variable.of(name, value));
    }
}
