package org.mailloft.ucr.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mailloft.ucr.shipped.Shipped.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Postfix's own programs read what the templates make of any valid registry, and find in it what was meant. */
class PostfixTemplatesIT {

    private static final int REGISTRIES = 200;
    private static final long SEED = Long.getLong("mailloft.seed", System.nanoTime());

    @BeforeAll
    static void postfixIsInstalled() {
        Shipped.require("postconf");
        System.out.println("PostfixTemplatesIT: -Dmailloft.seed=" + SEED);
    }

    @TestFactory
    Stream<DynamicTest> whatIsMeantIsWhatPostfixReads(@TempDir Path folder) {
        return LongStream.range(SEED, SEED + REGISTRIES)
                .mapToObj(seed -> DynamicTest.dynamicTest(
                        "registry " + seed, () -> compare(seed, folder.resolve("root-" + seed))));
    }

    private static void compare(long seed, Path root) throws IOException, InterruptedException {
        var registry = PostfixRegistry.of(seed, root.toString());
        var folder = new Shipped(root)
                .write("mailloft-postfix", registry.values())
                .root()
                .resolve("etc/postfix")
                .toString();
        var settings = run("postconf", "-c", folder, "-n");
        settings.expectSuccess();
        assertEquals("", settings.err(), "settings that Postfix does not know or has twice, for " + registry.values());
        var read = parse(settings.out());
        registry.expected()
                .forEach((setting, value) ->
                        assertEquals(collapse(value), read.get(setting), () -> setting + " for " + registry.values()));

        var services = run("postconf", "-c", folder, "-P");
        services.expectSuccess();
        assertEquals("", services.err(), "options that Postfix does not know, for " + registry.values());
        options(registry.values(), parse(services.out()));
        var known = run("postmap", "-c", folder, "-q", "any", "static:known");
        known.expectSuccess();
        assertEquals("known", known.out());
    }

    private static void options(Map<String, String> registry, Map<String, String> read) {
        var smtps = registry.containsKey("mailloft/postfix/smtps/port") ? "4650" : "smtps";
        assertEquals("yes", read.get(smtps + "/inet/smtpd_tls_wrappermode"));
        assertEquals("yes", read.get("submission/inet/smtpd_sasl_auth_enable"));
        boolean enforced = !registry.containsKey("mail/postfix/mastercf/options/submission/smtpd_enforce_tls");
        assertEquals(enforced ? "encrypt" : null, read.get("submission/inet/smtpd_tls_security_level"));
        assertEquals(
                registry.get("mail/postfix/mastercf/options/submission/smtpd_client_restrictions"),
                read.get("submission/inet/smtpd_client_restrictions"));
        sendersAreCheckedWhereSomebodyCanLogIn(registry, read, smtps);
    }

    private static void sendersAreCheckedWhereSomebodyCanLogIn(
            Map<String, String> registry, Map<String, String> read, String smtps) {
        boolean checked = registry.containsKey("mail/postfix/virtual/enabled")
                && "authenticated".equals(registry.get("mailloft/postfix/sender_check"));
        var check = checked ? "reject_authenticated_sender_login_mismatch" : null;
        assertEquals(check, read.get(smtps + "/inet/smtpd_sender_restrictions"));
        assertEquals(check, read.get("submission/inet/smtpd_sender_restrictions"));
        var smtp = registry.containsKey("mail/smtpport") ? "2525" : "smtp";
        var kind = read.containsKey("smtpd/pass/smtpd_sasl_auth_enable") ? "smtpd/pass" : smtp + "/inet";
        boolean login = registry.containsKey("mail/postfix/mastercf/options/smtp/smtpd_sasl_auth_enable");
        assertEquals(login ? check : null, read.get(kind + "/smtpd_sender_restrictions"));
    }

    @Test
    void tablesAreFoundInByTheirKeys(@TempDir Path root) throws IOException, InterruptedException {
        var tree = new Shipped(root)
                .write(
                        "mailloft-postfix",
                        Map.of(
                                "hostname", "mail",
                                "domainname", "example.org",
                                "mailloft/prefix", root.toString(),
                                "mail/alias/info", "ann@example.org, ben@example.org",
                                "mail/maps/transport/1", "example.net smtp:[relay.example.net]:26",
                                "mail/postfix/tls/client/policy/x", "example.com secure match=example.com"));
        Files.writeString(root.resolve("etc/postfix/virtual"), "old@example.org new@example.org\n");
        var module = Shipped.SHARE.resolve("templates/modules/postfix-tables").toString();
        run("env", "MAILLOFT_ROOT=" + root, module, "postinst").expectSuccess();
        // a step back makes a file older than what was compiled of its successor
        var transport = root.resolve("etc/postfix/transport");
        Files.writeString(transport, Files.readString(transport).replace(":26", ":27"));
        Files.setLastModifiedTime(transport, java.nio.file.attribute.FileTime.fromMillis(0));
        run("env", "MAILLOFT_ROOT=" + root, module, "postinst").expectSuccess();

        var folder = tree.root().resolve("etc/postfix");
        assertEquals("ann@example.org, ben@example.org", look(folder, "info", "aliases"));
        assertEquals("root", look(folder, "postmaster", "aliases"));
        assertEquals("systemmail@mail.example.org", look(folder, "root", "aliases"));
        assertEquals("smtp:[relay.example.net]:27", look(folder, "example.net", "transport"));
        assertEquals("secure match=example.com", look(folder, "example.com", "tls_policy"));
        assertEquals("none", look(folder, "[127.0.0.1]:10024", "tls_policy"));
        assertEquals("new@example.org", look(folder, "old@example.org", "virtual"));
    }

    private static String look(Path folder, String key, String table) throws IOException, InterruptedException {
        var found = run("postmap", "-c", folder.toString(), "-q", key, "hash:" + folder.resolve(table));
        found.expectSuccess();
        return found.out();
    }

    private static Map<String, String> parse(String text) {
        var settings = new TreeMap<String, String>();
        text.lines().forEach(line -> {
            int equals = line.indexOf(" =");
            settings.put(line.substring(0, equals), collapse(line.substring(equals + 2)));
        });
        return settings;
    }

    private static String collapse(String value) {
        return value.strip().replaceAll("\\s+", " ");
    }
}
