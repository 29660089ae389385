package org.mailloft.ucr.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.ucr.template.Target;
import org.mailloft.ucr.template.TemplateFailure;

/**
 * Values that would like to be more than a value. For each variable that a template reads, the rendered file has the same
 * lines as with a harmless value, each beginning with the same words; or the value is refused.
 */
class InjectionIT {

    private static final String HARMLESS = "harmless";
    private static final List<String> NASTY = List.of(
            "x\ny = z",
            "x\r\n[section]\ny",
            "x\n\ty: z",
            "x\u2028y = z",
            "x\u0085y = z",
            "x\u0000y",
            "\tx = y",
            "# x",
            "x # y",
            "x; y",
            ";x",
            "$x",
            "${x}",
            "${mail_name",
            "%s",
            "%(x)s",
            "%{x}",
            "}",
            "{",
            "x } y {",
            "} table inet filter { }",
            "\"",
            "'",
            "x' y",
            "x\" y",
            "\\",
            "x\\",
            "x \\",
            "`id`",
            "$(id)",
            "|/bin/sh",
            "@%@hostname@%@",
            "<#assign x = 1>",
            "${ucr[\"hostname\"]}",
            "[section]",
            "y = z",
            "-o content_filter=",
            "x -o content_filter=",
            "x, y",
            "(&(cn=*))",
            "x)(cn=*",
            "*",
            "ü",
            "\ud83d\ude00",
            "\ud83d");

    /** A member of each family that a template reads. */
    private static final List<String> MEMBERS = List.of(
            "mail/alias/info",
            "mail/maps/transport/1",
            "mail/postfix/mastercf/options/smtp/smtpd_banner",
            "mail/postfix/mastercf/options/smtps/smtpd_banner",
            "mail/postfix/mastercf/options/submission/smtpd_banner",
            "mail/postfix/smtpd/restrictions/recipient/15",
            "mail/postfix/submission/restrictions/recipient/15",
            "mail/postfix/tls/client/policy/x",
            "security/packetfilter/tcp/993/all",
            "security/packetfilter/tcp/993/all/en",
            "security/packetfilter/package/x/udp/53/all");

    @TempDir
    Path root;

    @TestFactory
    Stream<DynamicTest> aValueStaysInItsPlace() throws IOException {
        var tree = new Shipped(root);
        return Stream.of("mailloft-postfix", "mailloft-firewall", "mailloft-host")
                .flatMap(origin -> tree.targets(origin).stream())
                .map(target -> DynamicTest.dynamicTest(target.path().toString(), () -> check(tree, target)));
    }

    private static void check(Shipped tree, Target target) {
        var keys = new TreeSet<>(target.variables());
        MEMBERS.stream().filter(target::reads).forEach(keys::add);
        for (var key : keys) {
            var one = skeleton(tree, target, key, HARMLESS);
            var two = skeleton(tree, target, key, HARMLESS + ", " + HARMLESS);
            for (var value : NASTY) {
                // some lists become a line for each part
                var expected = value.contains(",") ? two : one;
                var actual = skeleton(tree, target, key, value);
                if (actual.isPresent() && expected.isPresent()) {
                    assertEquals(expected.get(), actual.get(), () -> key + " = \"" + value + "\"");
                } else if (actual.isPresent()) {
                    fail("accepted, while a harmless value is not: " + key + " = \"" + value + "\"");
                }
            }
        }
    }

    /** The beginnings of all lines; empty when the value is refused. */
    private static Optional<List<String>> skeleton(Shipped tree, Target target, String key, String value) {
        var values = new TreeMap<>(switches());
        values.put(key, value);
        String text;
        try {
            text = tree.render(target, values);
        } catch (TemplateFailure e) {
            return Optional.empty();
        }
        var lines = new ArrayList<String>();
        for (var line : text.split("[\\n\\r\\u2028\\u0085]", -1)) {
            lines.add(isValueOnly(target, line) ? "..." : line.replaceAll("^(\\s*[^\\s=:]*).*$", "$1"));
        }
        return Optional.of(lines);
    }

    /** Lines that are a value from their beginning; they must not be comments or settings. */
    private static boolean isValueOnly(Target target, String line) {
        boolean table = target.path().endsWith("transport") || target.path().endsWith("tls_policy");
        boolean restriction = target.path().endsWith("main.cf") && line.startsWith("    ");
        boolean file = target.path().endsWith("logrotate.d/mailloft") && line.endsWith("{");
        return (table || restriction || file)
                && !line.isBlank()
                && !line.strip().startsWith("#");
    }

    /** Everything that makes templates print more. */
    private static Map<String, String> switches() {
        return Map.ofEntries(
                Map.entry("hostname", "mail"),
                Map.entry("domainname", "example.org"),
                Map.entry("ldap/base", "dc=example,dc=org"),
                Map.entry("mail/antivir", "yes"),
                Map.entry("mail/postfix/virtual/enabled", "yes"),
                Map.entry("mail/postfix/transport/ldap/enabled", "yes"),
                Map.entry("mail/postfix/postscreen/enabled", "yes"),
                Map.entry("mail/postfix/policy/listfilter", "yes"),
                Map.entry("mail/relayauth", "yes"),
                Map.entry("mail/relayhost", "relay.example.org"),
                Map.entry("security/packetfilter/defaultpolicy", "REJECT"));
    }
}
