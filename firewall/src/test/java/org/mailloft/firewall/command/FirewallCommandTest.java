package org.mailloft.firewall.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.mailloft.firewall.Action;
import org.mailloft.firewall.RuleSet;
import org.mailloft.firewall.Rules;

class FirewallCommandTest {

    private static final RuleSet RULES = Rules.of(
            Action.REJECT,
            "package/server/tcp/imap/all=ACCEPT",
            "package/server/tcp/imap/all/en=IMAP",
            "tcp/143/all/from/10.0.0.0/8=DROP",
            "tcp/143/ipv6=REJECT",
            "tcp/143/192.0.2.1/from/10.9.0.0/16=ACCEPT");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void explainsAllCasesOfAPort() {
        assertEquals("""
                from 10.9.0.0/16 to 192.0.2.1  ACCEPT  security/packetfilter/tcp/143/192.0.2.1/from/10.9.0.0/16
                from 10.0.0.0/8                DROP    security/packetfilter/tcp/143/all/from/10.0.0.0/8
                by IPv6                        REJECT  security/packetfilter/tcp/143/ipv6
                otherwise                      ACCEPT  security/packetfilter/package/server/tcp/imap/all
                                                       imap is port 143, see mailloft/imap/port
                                                       en: IMAP
                """, explain("tcp/143"));
    }

    @Test
    void explainsOneClient() {
        assertEquals("""
                DROP    security/packetfilter/tcp/143/all/from/10.0.0.0/8
                """, explain("--from", "10.1.2.3", "tcp/imap"));
        assertEquals("""
                to 192.0.2.1  ACCEPT  security/packetfilter/tcp/143/192.0.2.1/from/10.9.0.0/16
                otherwise     DROP    security/packetfilter/tcp/143/all/from/10.0.0.0/8
                """, explain("--from", "10.9.2.3", "tcp/143"));
        assertEquals("""
                ACCEPT  security/packetfilter/tcp/143/192.0.2.1/from/10.9.0.0/16
                """, explain("--from", "10.9.2.3", "--to", "192.0.2.1", "tcp/143"));
        assertEquals("""
                REJECT  security/packetfilter/tcp/143/ipv6
                """, explain("--from", "2001:db8::1", "tcp/143"));
    }

    @Test
    void explainsThePolicy() {
        assertEquals("""
                REJECT  security/packetfilter/defaultpolicy
                """, explain("udp/143"));
        assertEquals("""
                ACCEPT  what this host says to itself is always let in
                """, explain("--from", "::1", "udp/143"));
    }

    @Test
    void wrongQuestionsAreRefused() {
        for (var wrong : new String[] {"143", "tcp/", "icmp/1", "tcp/0", "tcp/1:2", "tcp/pop3", "/", ""}) {
            assertEquals(64, run(RULES, "explain", wrong), wrong);
        }
        assertEquals(64, run(RULES, "explain", "tcp/25", "--from", "10.0.0.1/8"));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("bits set behind its mask"));
        assertEquals(64, run(RULES, "begin"));
    }

    @Test
    void explainsThatItIsOff() {
        var off = new RuleSet(
                false, Action.DROP, RULES.rules(), RULES.replaced(), RULES.dormant(), RULES.faults(), RULES.services());
        run(off, "explain", "tcp/1");
        assertEquals(
                "ACCEPT  security/packetfilter/disabled: there is no packet filter\n",
                out.toString(StandardCharsets.UTF_8));
    }

    private String explain(String... arguments) {
        out.reset();
        var all = new String[arguments.length + 1];
        all[0] = "explain";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        assertEquals(0, run(RULES, all));
        return out.toString(StandardCharsets.UTF_8);
    }

    private int run(RuleSet rules, String... arguments) {
        var printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        var complained = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new FirewallCommand(_ -> rules, printed, complained).execute(arguments);
    }
}
