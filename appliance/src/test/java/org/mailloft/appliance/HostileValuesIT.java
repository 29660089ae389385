package org.mailloft.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.conf.ldap.LdapConf;
import org.mailloft.ucr.template.TemplateFailure;

/**
 * A value stays a value: whatever it is, the rendered files set what they would set for a harmless one, or the change is
 * refused. Types are not asked here, so that templates alone have to hold.
 */
class HostileValuesIT {

    private static final List<String> HOSTILE = List.of(
            "x\nmail_uid = evil",
            "x\rmail_uid = evil",
            "x\u2028mail_uid = evil",
            "x\u0000",
            "x\\",
            "x\\\n}",
            "}",
            "{",
            "x {",
            "x } service evil {",
            "\" }",
            "\"x\" \"y\"",
            "\"",
            "'",
            "x # y",
            "# y",
            "<evil",
            "</etc/passwd",
            "$mail_plugins",
            "${ucr[\"hostname\"]}",
            "@%@hostname@%@",
            "x=y",
            "= evil",
            "!include evil",
            "%{env:HOME}",
            "%u%",
            "*)(uid=*",
            "a,=uid=0",
            "../../etc",
            " x ",
            "\ud800");

    /** Values among which there is a harmless one for every variable, for comparison. */
    private static final List<String> HARMLESS =
            List.of("x", "", "yes", "no", "none", "1", "0", "a@b:1", "/x", "a=b", "256M", "5s");

    private static final Map<String, List<String>> FAMILIES = Map.of(
            "mail/dovecot/mailboxes/special/.*", List.of("mail/dovecot/mailboxes/special/Sent"),
            "mail/dovecot/mailboxes/auto/.*", List.of("mail/dovecot/mailboxes/auto/Sent"),
            "mail/dovecot/quota/warning/text/.*", List.of("mail/dovecot/quota/warning/text/80"),
            "mail/dovecot/ssl/sni/.*",
                    List.of("mail/dovecot/ssl/sni/a.example/certificate", "mail/dovecot/ssl/sni/a.example/key"));

    /** What would show that a value has left its place. */
    private static final Pattern OUT_OF_PLACE = Pattern.compile(
            "Unknown setting|Expecting|Garbage|Unexpected|Missing|No matches|Unknown variable|Can't open");

    /** Sections whose names are values. */
    private static final Pattern NAME = Pattern.compile(
            "(?<=namespace/inbox/mailbox/)[^/]*|(?<=namespace/)(?!inbox/|shared/)[^/]*|(?<=unix_listener/)(?!auth-userdb/|doveadm-server/)[^/]*");

    /** What has to be set for other variables to be rendered at all. */
    private static final Map<String, String> BASE = Map.of(
            "ldap/hostdn", "cn=x",
            "mailloft/doveadm/port", "8080",
            "mailloft/lmtp/port", "10024",
            "mail/dovecot/ssl/sni/a.example/certificate", "/a.pem",
            "mail/dovecot/ssl/sni/a.example/key", "/a.key",
            "mail/dovecot/quota/warning/text/80", "text");

    @TempDir
    Path root;

    static Set<String> keys() {
        var keys = new TreeSet<String>();
        for (var target : RenderedTree.targets()) {
            keys.addAll(target.variables());
            for (var family : target.families()) {
                keys.addAll(FAMILIES.getOrDefault(family.pattern(), List.of()));
            }
        }
        keys.remove("mailloft/prefix");
        return keys;
    }

    @Test
    void everyFamilyHasAMember() {
        var families = RenderedTree.targets().stream()
                .flatMap(target -> target.families().stream())
                .map(Pattern::pattern)
                .filter(family -> !family.startsWith("mail/dovecot/limits/"))
                .collect(Collectors.toSet());
        assertEquals(FAMILIES.keySet(), families);
    }

    @TestFactory
    Stream<DynamicTest> noValueLeavesItsPlace() {
        return keys().stream()
                .map(key -> DynamicTest.dynamicTest(key, () -> {
                    var tree = RenderedTree.of(root, BASE);
                    var harmless = new HashSet<>(Set.of(Structure.REFUSED, structure(tree)));
                    for (var value : HARMLESS) {
                        harmless.add(structure(tree, key, value));
                    }
                    for (var value : HOSTILE) {
                        var structure = structure(tree, key, value);
                        assertTrue(harmless.contains(structure), () -> key + "=" + value + ": " + structure);
                    }
                }));
    }

    /**
     * What is set where, without the values.
     *
     * @param settings of the configuration, by their paths
     * @param ldap of the LDAP file
     * @param script lines of the filter up to the first string
     */
    private record Structure(List<String> settings, List<String> ldap, List<String> script) {
        static final Structure REFUSED = new Structure(List.of(), List.of(), List.of());
    }

    private Structure structure(RenderedTree tree, String key, String value) throws IOException {
        var registry = new TreeMap<>(BASE);
        registry.put(key, value);
        try {
            tree.renderAgain(key, registry);
        } catch (TemplateFailure e) {
            return Structure.REFUSED;
        }
        return structure(tree);
    }

    private Structure structure(RenderedTree tree) throws IOException {
        var printed = tree.doveconf("-N", "-S");
        if (printed.exitCode() != 0) { // the value itself is wrong; the check before files are swapped finds that
            assertTrue(!OUT_OF_PLACE.matcher(printed.err()).find(), printed.err());
            return Structure.REFUSED;
        }
        var ldapFile = root.resolve("etc/mailloft/mailloft-ldap.conf.ext");
        LdapConf.load(ldapFile);
        return new Structure(
                printed.out()
                        .lines()
                        .map(line -> NAME.matcher(line.substring(0, line.indexOf('=')))
                                .replaceAll("NAME"))
                        .distinct()
                        .sorted()
                        .toList(),
                Files.readAllLines(ldapFile).stream()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .map(line -> line.substring(0, line.indexOf('=')))
                        .toList(),
                tree.text("var/lib/dovecot/sieve/default.sieve")
                        .lines()
                        .map(line -> line.replaceAll("\"([^\"\\\\]|\\\\.)*\"", "TEXT"))
                        .filter(line -> !line.startsWith("#"))
                        .toList());
    }
}
