package org.mailloft.ucr.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ValueTypeTest {

    /** @param definition lines of a description, without {@code Type=} on the first */
    record Row(String definition, List<String> fitting, List<String> refused) {

        @Override
        public String toString() {
            return definition.replace('\n', ' ');
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                new Row("str", List.of("", "any text: # = ?"), List.of()),
                new Row("nobody knows this", List.of("", "any"), List.of()),
                new Row("str\nregex=[a-z]+", List.of("abc", "abc1"), List.of("1abc", "")),
                new Row("str\nregex=^[a-z]+$", List.of("abc"), List.of("abc1")),
                new Row("str\nregex=[a-z]+\nempty=yes", List.of("abc", ""), List.of("1")),
                new Row(
                        "int",
                        List.of("0", "-7", "+7", "007"),
                        List.of("", "1.5", "a", "1a", " 1", "99999999999999999999")),
                new Row("int\nmin=-1\nmax=1", List.of("-1", "1"), List.of("-2", "2")),
                new Row("uint", List.of("0", "1"), List.of("-1")),
                new Row("uint\nmax=5", List.of("5"), List.of("6")),
                new Row("pint", List.of("1"), List.of("0")),
                new Row("portnumber", List.of("0", "65535"), List.of("-1", "65536", "smtp")),
                new Row("portnumber\nmin=1", List.of("1"), List.of("0")),
                new Row(
                        "decimal\nmin=0\nmax=10",
                        List.of("0", "5.0", "10"),
                        List.of("-0.1", "10.1", "5,0", ".5", "1e3")),
                new Row(
                        "bool",
                        List.of(
                                "yes",
                                "No",
                                "TRUE",
                                "false",
                                "1",
                                "0",
                                "enable",
                                "enabled",
                                "disable",
                                "disabled",
                                "on",
                                "off"),
                        List.of("", "2", "ja", "y")),
                new Row(
                        "ipv4address",
                        List.of("0.0.0.0", "255.255.255.255"),
                        List.of("256.0.0.1", "1.2.3", "1.2.3.4.", "::1", "01.2.3.4", "1.2.3.4/8")),
                new Row(
                        "ipv6address",
                        List.of("::", "::1", "2001:db8::1", "::ffff:192.0.2.1"),
                        List.of("127.0.0.1", "1::2::3", "12345::", "g::", "[::1]", "::1/64", "fe80::1%eth0")),
                new Row("ipaddress", List.of("127.0.0.1", "::1"), List.of("", "localhost", "10.0.0.0/8")),
                new Row("ipaddress\nempty=yes", List.of("", "::1"), List.of("x")),
                new Row(
                        "url_http",
                        List.of("http://a", "https://example.org:8443/a?b#c"),
                        List.of("ftp://a", "http://", "a", "http://a:b", "http://a b")),
                new Row(
                        "url_proxy",
                        List.of("http://proxy:3128"),
                        List.of("http://proxy:3128/", "http://proxy?a", "http://proxy#a")),
                new Row(
                        "json",
                        List.of(
                                "{}",
                                "[]",
                                " [1, -2.5e3, \"a\\u00e4\\n\", null, true, {\"a\": [false]}] ",
                                "0",
                                "\"\"",
                                "\"" + "a\\n".repeat(100_000) + "\""),
                        List.of(
                                "",
                                "{",
                                "[1,]",
                                "{a:1}",
                                "01",
                                "'a'",
                                "\"\\x\"",
                                "[1] 2",
                                "nul",
                                "\"a",
                                "[".repeat(100_000))),
                new Row("list\nelementtype=portnumber", List.of("1, 2,3", "", "1"), List.of("1,x", "1,,2", "1,", ",1")),
                new Row(
                        "list\nelementtype=choice\nchoices=a,b\nseparator=\\s+",
                        List.of("a", "a  b", " a b "),
                        List.of("a,b", "c", "a c")),
                new Row("list\nelementtype=uint\nmax=3\nseparator=[;:]", List.of("1;2:3"), List.of("4")),
                new Row(
                        "cron",
                        List.of(
                                "* * * * *",
                                "*/5 0-6/2 1,15 jan MON",
                                "0 0 31 12 7",
                                "@daily",
                                "# never",
                                "59 23 1 1 0"),
                        List.of(
                                "",
                                "* * * *",
                                "60 * * * *",
                                "* 24 * * *",
                                "* * 0 * *",
                                "* * * 13 *",
                                "* * * * 8",
                                "5-1 * * * *",
                                "*/0 * * * *",
                                "5/2 * * * *",
                                "* * * jan,feb *",
                                "@never",
                                "*-5 * * * *",
                                "1,, * * * *")),
                new Row("choice\nchoices=no,create", List.of("no", "create"), List.of("No", "", "yes", "no,create")),
                new Row(
                        "size",
                        List.of("0", "100", "100B", "64 k", "256M", "1KB", "1KiB", "2t", "1 G"),
                        List.of("", "1KK", "1P", "-1", "M", "1.5M", "99999999999T")),
                new Row("size\nmin=1M\nmax=1G", List.of("0", "1M", "1024k", "1G"), List.of("1023k", "1025M")),
                new Row(
                        "time",
                        List.of("0", "5 mins", "30s", "1 WEEK", "2 hours", "1d", "4294967295 secs"),
                        List.of("", "5", "5 minutess", "-1s", "4294967296s", "s", "5 x")),
                new Row(
                        "hostname",
                        List.of("mail", "mail.example.org", "3com.example", "xn--bcher-kva.example"),
                        List.of(
                                "",
                                "-a",
                                "a-",
                                "a..b",
                                "a_b",
                                "a b",
                                "10.0.0.1",
                                "bücher.example",
                                "a".repeat(64),
                                "é",
                                "a.example.")),
                new Row("fqdn", List.of("mail.example.org"), List.of("mail", "10.0.0.1")),
                new Row("host", List.of("mail", "10.0.0.1", "::1"), List.of("10.0.0.256", "[::1]", "a/b")),
                new Row(
                        "mailaddress",
                        List.of("a@b", "a.b+c@example.org", "bücher@example.org"),
                        List.of(
                                "",
                                "a",
                                "@b",
                                "a@",
                                "a b@c",
                                "a@b c",
                                "A <a@b>",
                                ".a@b",
                                "a..b@c",
                                "\"a b\"@c",
                                "a@b,c@d")),
                new Row(
                        "network",
                        List.of("10.0.0.0/8", "10.1.2.3", "0.0.0.0/0", "2001:db8::/32", "::/0", "::ffff:192.0.2.0/120"),
                        List.of(
                                "10.0.0.1/8",
                                "10.0.0.0/33",
                                "10.0.0.0/",
                                "10.0.0.0/-1",
                                "10.0.0.0/255.0.0.0",
                                "[::1]",
                                "x")),
                new Row(
                        "postfix_network",
                        List.of("127.0.0.0/8", "[::1]/128", "[2001:db8::1]", "!10.0.0.1", "hash:/etc/x", "/etc/x"),
                        List.of("::1", "[::1", "[10.0.0.1/8]", "10.0.0.1/8", "!", "nisx:/a")),
                new Row(
                        "postfix_restrictions",
                        List.of(
                                "",
                                "permit_mynetworks",
                                "REJECT_NON_FQDN_SENDER, reject_unauth_destination permit",
                                "warn_if_reject reject_rbl_client zen.example.org=127.0.0.[2..11]",
                                "check_client_access cidr:/etc/postfix/clients, sleep 2",
                                "check_reverse_client_hostname_mx_access hash:/x",
                                "check_sender_access inline:{ a.example=REJECT, b=OK }",
                                "check_policy_service inet:127.0.0.1:12340",
                                "check_policy_service inet:[::1]:10023",
                                "check_policy_service unix:private/listfilter",
                                "check_policy_service { inet:policy.example.org:9, timeout=1s, default_action=DUNNO }",
                                "hash:/etc/postfix/access",
                                "$ours, check_helo_access $tables"),
                        List.of(
                                "permit_mynetwork",
                                "reject_unknown_forward_client_hostname",
                                "reject_unverified_address",
                                "permit; reject",
                                "check_address_map hash:/a",
                                "check_client_access",
                                "check_client_access /etc/postfix/clients",
                                "check_client_access foo:/etc/postfix/clients",
                                "check_client_access hash:",
                                "reject_rbl_client",
                                "reject_rbl_client http://bl.example.org",
                                "sleep soon",
                                "check_policy_service",
                                "check_policy_service inet:127.0.0.1",
                                "check_policy_service inet:127.0.0.1:",
                                "check_policy_service inet:127.0.0.1:65536",
                                "check_policy_service foo:bar",
                                "check_policy_service unix:",
                                "check_policy_service { }",
                                "foo:/bar",
                                "550 no")),
                new Row(
                        "postfix_tables",
                        List.of(
                                "",
                                "hash:/a, proxy:ldap:/b",
                                "$virtual_maps",
                                "inline:{ a=b, { c = d e } }",
                                "${default_database_type}:/a"),
                        List.of("permit", "/a", "foo:/a", "hash:", ":/a", "hash:/a, b")),
                new Row(
                        "postfix_tables\nchoices=permit,reject",
                        List.of("permit", "cidr:/a, reject"),
                        List.of("permit_all", "/a")),
                new Row(
                        "postfix_service",
                        List.of("inet:127.0.0.1:11332", "inet:[::1]:smtp", "unix:private/milter"),
                        List.of("", "inet:127.0.0.1", "inet:a:0", "inet:a:65536", "unix:", "/run/milter")),
                new Row(
                        "listen_address",
                        List.of("*", "::", "127.0.0.1", "mx.example.org"),
                        List.of("", "300.1.1.1", "127.0.0.1:25", "[::1]", "**")),
                new Row("path\nmax=6", List.of("/12345", "/1ü34"), List.of("/123456", "/1ü345", "a")),
                new Row(
                        "postfix_lookup",
                        List.of("a.example", "a.example*3", "a.example=127.0.0.2*-1", "a.example=127.0.[0..1;7].[2]"),
                        List.of(
                                "",
                                "a.example*x",
                                "a.example*",
                                "a.example=300.0.0.1",
                                "a.example=127.0.0.[1..300]",
                                "a=1")),
                new Row(
                        "postfix_names",
                        List.of(
                                "",
                                "$myhostname, localhost.$mydomain, localhost",
                                "!a.example example.org .example.com",
                                "[192.0.2.1]",
                                "hash:/etc/postfix/domains /etc/postfix/more",
                                "müller.example"),
                        List.of("a;b", "a@b.example", "foo:/a", "\"a\"", "a(b)")),
                new Row(
                        "path",
                        List.of("/", "/etc/ssl/a b.pem", "/a/..b"),
                        List.of("", "etc", "/a/../b", "/a/.", "/a\nb")),
                new Row("path\nempty=yes", List.of("", "/a"), List.of("a")));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void fitsOrSaysWhyNot(Row row) {
        var type = type(row.definition());
        for (var value : row.fitting()) {
            assertEquals(java.util.Optional.empty(), type.refusal(value), value);
        }
        for (var value : row.refused()) {
            assertTrue(type.refusal(value).isPresent(), () -> "fits: " + value);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "portnumber|portnumber",
                "int|int",
                "int;min=1;max=9|int(min=1, max=9)",
                "int;min=0|int(min=0)",
                "uint|uint",
                "uint;max=9|uint(max=9)",
                "pint|pint",
                "portnumber;min=1|portnumber(min=1)",
                "str|str",
                "str;regex=[a-z]+|str(regex='[a-z]+')",
                "list;elementtype=uint|list[uint,]",
                "list|list[str,]",
                "size;min=1M|size(min=1048576)",
                "ipaddress;empty=yes|ipaddress",
                "bool|bool",
                "choice;choices=a,b|choice(a/b)"
            })
    void printsItselfAsInfoShowsIt(String definition, String printed) {
        assertEquals(
                printed.replace("a/b", "a|b"),
                type(definition.replace(';', '\n')).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "str;regex=(|error compiling regex: (",
                "int;min=9;max=1|min 9 > max 1",
                "uint;max=-1|min 0 > max -1",
                "int;min=x|min is not a whole number: x",
                "size;min=1X|min is not a size: 1X",
                "list;separator=[|error compiling regex: [",
                "list;elementtype=list|a list of lists",
                "choice|a choice without choices"
            })
    void aBrokenDefinitionSaysWhatIsWrong(String definition, String why) {
        var type = type(definition.replace(';', '\n'));
        assertEquals(why, type instanceof ValueType.Broken broken ? broken.why() : "not broken: " + type);
        assertTrue(type.refusal("1").isPresent());
    }

    @Test
    void theElementThatDoesNotFitIsNamed() {
        assertTrue(type("list\nelementtype=portnumber")
                .refusal("1, 99999")
                .orElseThrow()
                .contains("\"99999\""));
    }

    private static ValueType type(String definition) {
        Map<String, String> values = new HashMap<>();
        for (var line : ("type=" + definition).split("\n")) {
            values.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
        }
        return TypeDefinition.read(values);
    }
}
