package org.mailloft.ucr.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailloft.ucr.Layer;
import org.mailloft.ucr.Values;
import org.mailloft.ucr.type.Descriptions;
import org.mailloft.ucr.type.Seeds;

class ChecksTest {

    private static Map<String, String> defaults;

    @BeforeAll
    static void load() throws IOException {
        defaults = Descriptions.load(Path.of("share"), Path.of("no such root")).defaults();
    }

    /** @param refusedKey the variable to blame; empty when all is well */
    record Row(String refusedKey, String words, String... assignments) {

        @Override
        public String toString() {
            return String.join(" ", assignments);
        }
    }

    static Stream<Row> rows() {
        var limits = "mail/dovecot/limits/";
        var special = "mail/dovecot/mailboxes/special/";
        var filter = "security/packetfilter/";
        var mtas = "mailloft/mta/addresses=";
        var sni = "mail/dovecot/ssl/sni/";
        return Stream.of(
                ok("mail/dovecot/imap=no"),
                // limits
                ok(limits + "default_process_limit=3000"),
                ok(limits + "auth/client_limit=2000", limits + "anvil/client_limit=1603"),
                new Row(limits + "auth/client_limit", "2000", limits + "auth/client_limit=1999"),
                new Row(limits + "anvil/client_limit", "1603", limits + "anvil/client_limit=1602"),
                new Row(
                        limits + "auth/client_limit",
                        "set it to 15000 ",
                        limits + "default_process_limit=3000",
                        limits + "auth/client_limit=2000"),
                ok(limits + "auth/client_limit=1200", "mail/dovecot/imap=no"),
                ok(limits + "imap-login/process_min_avail=400"),
                new Row(
                        limits + "imap-login/process_min_avail",
                        "400 processes",
                        limits + "imap-login/process_min_avail=401"),
                // ports
                new Row("mail/dovecot/sieve/port", "IMAP", "mail/dovecot/sieve/port=143"),
                ok("mail/dovecot/sieve/port=110", "mail/dovecot/pop3=no"),
                ok("mail/dovecot/sieve/port=0", "mail/dovecot/quota-status/port=0"),
                new Row("mail/dovecot/quota-status/port", "ManageSieve", "mail/dovecot/quota-status/port=4190"),
                ok(
                        "mail/dovecot/quota-status/port=4190",
                        "mail/dovecot/quota-status/ip=10.0.0.1",
                        "mail/dovecot/sieve/ip=10.0.0.2"),
                ok("mail/dovecot/quota-status/port=4190", "mail/dovecot/quota-status/ip=::1"),
                new Row(
                        "mail/dovecot/quota-status/port",
                        "ManageSieve",
                        "mail/dovecot/quota-status/port=4190",
                        "mail/dovecot/quota-status/ip=::1",
                        "mail/dovecot/sieve/ip="),
                new Row("mail/smtpport", "submission", "mail/smtpport=587"),
                new Row("mail/smtpport", "the quota service", "mail/smtpport=12340"),
                new Row("mailloft/imap/port", "IMAP with TLS", "mailloft/imap/port=993"),
                new Row("mailloft/imap/port", "IMAP with TLS", "mailloft/imap/port=+000000993"),
                new Row("mailloft/sasl/port", "IMAP", "mailloft/sasl/port=143", "mailloft/listen=127.0.0.1"),
                // services for MTAs on other hosts
                ok("mailloft/lmtp/port=24", "mailloft/sasl/port=3659"),
                ok("mailloft/lmtp/address=10.0.0.70", "mailloft/sasl/address="),
                ok("mailloft/lmtp/port=24", "mailloft/lmtp/address=::1"),
                ok("mailloft/lmtp/port=24", "mailloft/lmtp/address=10.0.0.70", mtas + "10.0.0.20 2001:db8::/64"),
                ok("mailloft/lmtp/port=24", "mailloft/lmtp/address=", "mailloft/listen=127.0.0.1, ::1"),
                ok("mail/dovecot/quota-status/ip=0.0.0.0"),
                new Row(
                        "mailloft/lmtp/address",
                        "mailloft/mta/addresses",
                        "mailloft/lmtp/port=24",
                        "mailloft/lmtp/address=10.0.0.70"),
                new Row(
                        "mailloft/lmtp/address",
                        "mailloft/mta/addresses",
                        "mailloft/lmtp/port=24",
                        "mailloft/lmtp/address="),
                new Row(
                        "mailloft/sasl/address",
                        "mailloft/mta/addresses",
                        "mailloft/sasl/port=3659",
                        "mailloft/sasl/address=::"),
                new Row(
                        "mailloft/sasl/address",
                        "while security/packetfilter/disabled is on",
                        "mailloft/sasl/port=3659",
                        "mailloft/sasl/address=10.0.0.70",
                        mtas + "10.0.0.20",
                        filter + "disabled=yes"),
                ok(
                        "mailloft/sasl/port=3659",
                        "mailloft/sasl/address=10.0.0.70",
                        mtas + "0.0.0.0/0",
                        filter + "disabled=yes"),
                new Row(
                        "mailloft/sasl/address",
                        "::/0",
                        "mailloft/sasl/port=3659",
                        "mailloft/sasl/address=",
                        mtas + "0.0.0.0/0",
                        filter + "disabled=yes"),
                // folders
                ok(special + "Gesendete Objekte=\\Sent", "mail/dovecot/mailboxes/auto/Archive/2026=create"),
                new Row(special + "../etc", "dot", special + "../etc=\\Sent"),
                new Row(special + "/Sent", "level", special + "/Sent=\\Sent"),
                new Row("mail/dovecot/mailboxes/auto/Sent/", "level", "mail/dovecot/mailboxes/auto/Sent/=create"),
                new Row(special + "shared/x", "others", special + "shared/x=\\Sent"),
                ok(special + "shared folders=\\Sent"),
                new Row(special + "a//b", "level", special + "a//b=\\Sent"),
                new Row(special + "~root", "~", special + "~root=\\Sent"),
                new Row(special, "no name", special + "=\\Sent"),
                new Row(special + "INBOX", "inbox", special + "INBOX=\\Trash"),
                new Row("mail/dovecot/folder/spam", "inbox", "mail/dovecot/folder/spam=Inbox"),
                new Row("mail/dovecot/folder/spam", "control", "mail/dovecot/folder/spam=a\u0007"),
                new Row("mail/dovecot/folder/ham", "255", "mail/dovecot/folder/ham=" + "ü".repeat(128)),
                ok("mail/dovecot/folder/ham=" + "ü".repeat(127)),
                new Row(
                        "mail/dovecot/folder/ham",
                        "for spam",
                        "mail/dovecot/folder/ham=X",
                        "mail/dovecot/folder/spam=X"),
                ok("mail/dovecot/folder/ham=none", "mail/dovecot/folder/spam=none"),
                // quota
                ok("mail/dovecot/quota/warning/text/1=a", "mail/dovecot/quota/warning/text/100=b"),
                new Row("mail/dovecot/quota/warning/text/0", "1 to 100", "mail/dovecot/quota/warning/text/0=a"),
                new Row("mail/dovecot/quota/warning/text/101", "1 to 100", "mail/dovecot/quota/warning/text/101=a"),
                new Row("mail/dovecot/quota/warning/text/080", "1 to 100", "mail/dovecot/quota/warning/text/080=a"),
                new Row("mail/dovecot/quota/warning/text/half", "1 to 100", "mail/dovecot/quota/warning/text/half=a"),
                // certificates
                ok(sni + "mail.example.org/certificate=/c", sni + "mail.example.org/key=/k"),
                ok(sni + "*.example.org/certificate=/c", sni + "*.example.org/key=/k"),
                new Row(sni + "a.example/certificate", sni + "a.example/key", sni + "a.example/certificate=/c"),
                new Row(sni + "a.example/key", sni + "a.example/certificate", sni + "a.example/key=/k"),
                new Row(sni + "a b/certificate", "host name", sni + "a b/certificate=/c", sni + "a b/key=/k"),
                new Row(
                        "mail/dovecot/auth/ssl_require_client_cert",
                        "nobody",
                        "mail/dovecot/auth/ssl_require_client_cert=yes"),
                ok("mail/dovecot/auth/ssl_require_client_cert=yes", "mail/dovecot/ssl/cafile=/ca.pem"),
                // Postfix
                ok(
                        "mail/postfix/mastercf/options/submission/smtpd_client_restrictions=permit_sasl_authenticated, reject"),
                new Row(
                        "mail/postfix/mastercf/options/submission/smtpd_client_restrictions",
                        "no restriction",
                        "mail/postfix/mastercf/options/submission/smtpd_client_restrictions=permit_sasl"),
                ok("mail/messagesizelimit=60000000"),
                ok("mail/messagesizelimit=0"),
                new Row(
                        "mail/localmailboxsizelimit",
                        "60000000 or more",
                        "mail/messagesizelimit=60000000",
                        "mail/localmailboxsizelimit=50000000"),
                new Row(
                        "mail/localmailboxsizelimit",
                        "set it to 0",
                        "mail/messagesizelimit=0",
                        "mail/localmailboxsizelimit=50000000"),
                ok("mail/messagesizelimit=0", "mail/localmailboxsizelimit=0"),
                ok("mail/messagesizelimit=51200000"),
                new Row("mail/postfix/inet/interfaces", "127.0.0.1", "mail/postfix/inet/protocols=ipv6"),
                new Row("mail/postfix/inet/interfaces", "::1", "mail/postfix/inet/interfaces=127.0.0.1, ::1"),
                ok("mail/postfix/inet/interfaces=127.0.0.1 ::1", "mail/postfix/inet/protocols=ipv4, ipv6"),
                ok("mail/postfix/inet/interfaces=all", "mail/postfix/inet/protocols=ipv6"),
                new Row(
                        "mail/postfix/mastercf/options/smtps/a b",
                        "setting",
                        "mail/postfix/mastercf/options/smtps/a b=yes"),
                // firewall
                ok(filter + "tcp/25/all=ACCEPT", filter + "tcp/25/all/en=Mail", filter + "udp/1:9/2001:db8::1=DROP"),
                ok(filter + "package/x/tcp/25/ipv4/from/192.0.2.0/24=ACCEPT"),
                ok(filter + "tcp/25/all/from/2001:db8::/32=REJECT", filter + "tcp/25/all/from/2001:db8::/32/de=x"),
                ok(filter + "tcp/25/all/from/192.0.2.1=ACCEPT", filter + "defaultpolicy=accept"),
                new Row(filter + "tcp/25/all", "ACCEPT", filter + "tcp/25/all=allow; drop"),
                new Row(filter + "tcp/imapp/all", "nor one of doveadm, imap", filter + "tcp/imapp/all=ACCEPT"),
                ok(filter + "tcp/imap/all=ACCEPT"),
                new Row(filter + "tpc/25/all", "protocol", filter + "tpc/25/all=ACCEPT"),
                new Row(filter + "disable", "no rule", filter + "disable=yes"),
                new Row(filter + "tcp/0/all", "port", filter + "tcp/0/all=ACCEPT"),
                new Row(filter + "tcp/65536/all", "port", filter + "tcp/65536/all=ACCEPT"),
                new Row(filter + "tcp/9:1/all", "port", filter + "tcp/9:1/all=ACCEPT"),
                new Row(filter + "tcp/25", "expected", filter + "tcp/25=ACCEPT"),
                new Row(filter + "tcp/25/any", "any", filter + "tcp/25/any=ACCEPT"),
                new Row(filter + "tcp/25/all/from", "source", filter + "tcp/25/all/from=ACCEPT"),
                new Row(
                        filter + "tcp/25/all/from/192.0.2.1/24",
                        "mask",
                        filter + "tcp/25/all/from/192.0.2.1/24=ACCEPT"),
                new Row(
                        filter + "tcp/25/all/from/192.0.2.0/33",
                        "mask",
                        filter + "tcp/25/all/from/192.0.2.0/33=ACCEPT"),
                new Row(filter + "tcp/25/ipv6/from/192.0.2.1", "version", filter + "tcp/25/ipv6/from/192.0.2.1=ACCEPT"),
                new Row(filter + "tcp/25/all/x/y", "x/y", filter + "tcp/25/all/x/y=ACCEPT"),
                new Row(filter + "package/x/icmp/1/all", "icmp", filter + "package/x/icmp/1/all=ACCEPT"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isRefusedWithAReason(Row row) {
        var checks = Checks.of(values(), values(row.assignments()));
        assertEquals(List.of(), checks.warned());
        if (row.refusedKey().isEmpty() && row.words().isEmpty()) {
            assertEquals(List.of(), checks.refused());
            return;
        }
        assertEquals(
                List.of(row.refusedKey()),
                checks.refused().stream().map(Violation::key).toList());
        var reason = checks.refused().getFirst().reason();
        assertTrue(reason.contains(row.words()), reason);
    }

    @Test
    void anOldFaultOnlyWarnsUntilWhatItFollowsFromChanges() {
        var old = "mail/dovecot/limits/auth/client_limit=10";
        var unrelated = Checks.of(values(old), values(old, "mail/dovecot/folder/spam=Junk"));
        assertEquals(List.of(), unrelated.refused());
        assertEquals(1, unrelated.warned().size());
        var touched = Checks.of(values(old), values(old, "mail/dovecot/limits/default_process_limit=500"));
        assertEquals(
                "2500",
                touched.refused().getFirst().reason().replaceAll("\\D+", " ").strip());
    }

    @Test
    void aPortIsTakenAlsoByAServiceThatIsSwitchedOnLater() {
        var moved = new String[] {"mail/dovecot/sieve/port=110", "mail/dovecot/pop3=no"};
        var checks = Checks.of(values(moved), values(moved[0], "mail/dovecot/pop3=yes"));
        assertEquals("mail/dovecot/sieve/port", checks.refused().getFirst().key());
    }

    @Test
    void theSeedsAndDefaultsAreInOrder() throws IOException {
        var nothing = new Values(Map.of());
        assertEquals(
                new Checks(List.of(), List.of()),
                Checks.of(nothing, new Values(Map.of(Layer.DEFAULT, defaults, Layer.NORMAL, Seeds.shipped()))));
        assertEquals(new Checks(List.of(), List.of()), Checks.of(nothing, nothing));
    }

    private static Row ok(String... assignments) {
        return new Row("", "", assignments);
    }

    private static Values values(String... assignments) {
        var normal = new HashMap<String, String>();
        for (var assignment : assignments) {
            int separator = assignment.indexOf('=');
            normal.put(assignment.substring(0, separator), assignment.substring(separator + 1));
        }
        return new Values(Map.of(Layer.DEFAULT, defaults, Layer.NORMAL, normal));
    }
}
