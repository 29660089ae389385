package org.mailloft.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.mailloft.directory.testing.TestDirectory.BASE;
import static org.mailloft.directory.testing.TestDirectory.USERS;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.directory.Entry;
import org.mailloft.directory.testing.Slapd;
import org.mailloft.directory.testing.TestDirectory;
import org.mailloft.testing.FreePort;

/** Postfix finds users, groups, lists and shared folders of an OpenLDAP server by the maps that the templates make. */
class PostfixDirectoryIT {

    private static final String MAPS = "/usr/lib/postfix/postfix-ldap.so";
    private static final String HERE = "mail.example.org";
    private static final String ELSEWHERE = "other.example.org";

    @TempDir
    static Path folder;

    private static Slapd slapd;

    @BeforeAll
    static void startDirectory() throws IOException {
        Programs.require("postmap");
        assumeTrue(Files.exists(Path.of(MAPS)), "left out: postfix-ldap is not installed");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        slapd = Slapd.start(folder.resolve("slapd"));
        try (var directory = slapd.connect()) {
            objects().forEach(directory::add);
        }
    }

    @AfterAll
    static void stopDirectory() {
        if (slapd != null) {
            slapd.close();
        }
    }

    private static List<Entry> objects() {
        return List.of(
                Entry.named("cn=example.org," + BASE)
                        .with("objectClass", "univentionMailDomainname")
                        .with("cn", "example.org")
                        .build(),
                user("ann")
                        .with("mailAlternativeAddress", "a@example.org", "office@example.org")
                        .build(),
                user("ben")
                        .with("mailAlternativeAddress", "office@example.org")
                        .with("mailForwardAddress", "ben@example.net", "b@example.com")
                        .with("mailForwardCopyToSelf", "0")
                        .build(),
                user("cat").with("univentionMailHomeServer", ELSEWHERE).build(),
                user("dan")
                        .with("univentionMailHomeServer", HERE)
                        .with("mailForwardAddress", "dan@example.net")
                        .with("mailForwardCopyToSelf", "1")
                        .build(),
                user("eve")
                        .with("objectClass", "univentionMailCanonicalMaps")
                        .with("univentionCanonicalSenderRewriteEnabled", "1")
                        .with("univentionCanonicalRecipientRewriteEnabled", "1")
                        .with("univentionInternalPrimaryMailAddress", "eve@intern.example.org")
                        .with("univentionPublicPrimaryMailAddress", "eve@public.example.org")
                        .build(),
                group("staff", 1, "uid=ann," + USERS, "cn=team," + BASE),
                group("team", 2, "uid=ben," + USERS, "uid=cat," + USERS, "cn=nobody," + BASE),
                Entry.named("cn=news," + BASE)
                        .with("objectClass", "univentionMailList")
                        .with("cn", "news")
                        .with("mailPrimaryAddress", "news@example.org")
                        .with("univentionMailMember", "ann@example.org", "x@example.net")
                        .build(),
                shared("info", HERE),
                shared("far", ELSEWHERE));
    }

    private static Entry.Builder user(String name) {
        return Entry.named("uid=" + name + "," + USERS)
                .with("objectClass", "top", "person", "organizationalPerson", "inetOrgPerson", "univentionMail")
                .with("uid", name)
                .with("cn", name)
                .with("sn", name)
                .with("mailPrimaryAddress", name + "@example.org");
    }

    private static Entry group(String name, int id, String... members) {
        return Entry.named("cn=" + name + "," + BASE)
                .with("objectClass", "top", "posixGroup", "univentionGroup")
                .with("cn", name)
                .with("gidNumber", "" + id)
                .with("mailPrimaryAddress", name + "@example.org")
                .with("uniqueMember", members)
                .build();
    }

    private static Entry shared(String name, String host) {
        return Entry.named("cn=" + name + "@example.org," + BASE)
                .with("objectClass", "univentionMailSharedFolder")
                .with("cn", name + "@example.org")
                .with("mailPrimaryAddress", name + "@example.org")
                .with("mailAlternativeAddress", name + ".alias@example.org")
                .with("univentionMailHomeServer", host)
                .build();
    }

    private static Map<String, String> registry(Path root) {
        var values = new TreeMap<String, String>();
        values.put("hostname", "mail");
        values.put("domainname", "example.org");
        values.put("ldap/base", BASE);
        values.put("ldap/hostdn", TestDirectory.ADMIN);
        values.put("mailloft/ldap/uris", slapd.uri().toString());
        values.put("mail/postfix/ldaptable/starttls", "no");
        values.put("mail/postfix/virtual/enabled", "yes");
        values.put("mail/postfix/transport/ldap/enabled", "yes");
        values.put("mailloft/prefix", root.toString());
        return values;
    }

    private static Path newRoot(String name) throws IOException {
        var root = Files.createDirectory(folder.resolve(name));
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/machine.secret"), TestDirectory.PASSWORD + "\n");
        return root;
    }

    @Test
    void everyMapFindsWhatItIsFor() throws IOException, InterruptedException {
        var root = newRoot("maps");
        var tree = new PostfixTree(root);
        tree.render(registry(root));

        assertEquals("example.org", look(tree, "virtualdomains", "example.org"));
        assertEquals("", look(tree, "virtualdomains", "example.net"));
        assertEquals("ann@example.org", look(tree, "virtual_mailbox", "ann@example.org"));
        assertEquals("ann@example.org", look(tree, "virtual_mailbox", "ANN@example.org"));
        assertEquals("", look(tree, "virtual_mailbox", "a@example.org"));
        assertEquals("", look(tree, "virtual_mailbox", "eve@example.org"));
        assertEquals("", look(tree, "virtual_mailbox", "*"));
        assertEquals("ann@example.org", look(tree, "virtual", "a@example.org"));
        assertEquals("ann@example.org,ben@example.org", look(tree, "virtual", "office@example.org"));
        assertEquals("b@example.com,ben@example.net", look(tree, "external_aliases", "ben@example.org"));
        assertEquals("", look(tree, "external_aliases", "ann@example.org"));
        assertEquals("dan@example.net,dan@example.org", look(tree, "forwardcopy", "dan@example.org"));
        assertEquals("", look(tree, "forwardcopy", "ben@example.org"));
        assertEquals(
                "ann@example.org,ben@example.org,cat@example.org", look(tree, "groups", "staff@example.org"), "nested");
        assertEquals("ann@example.org,x@example.net", look(tree, "distlist", "news@example.org"));
        assertEquals("info@example.org", look(tree, "sharedfolderlocal", "info@example.org"));
        assertEquals("", look(tree, "sharedfolderlocal", "far@example.org"));
        assertEquals("info@example.org", look(tree, "sharedfolderlocal_aliases", "info.alias@example.org"));
        assertEquals("far@example.org", look(tree, "sharedfolderremote", "far.alias@example.org"));
        assertEquals("", look(tree, "sharedfolderremote", "info@example.org"));
        assertEquals("smtp:[" + ELSEWHERE + "]", look(tree, "transport", "cat@example.org"));
        assertEquals("smtp:[" + ELSEWHERE + "]", look(tree, "transport", "far@example.org"));
        assertEquals("", look(tree, "transport", "ann@example.org"), "no home server: delivered here");
        assertEquals("", look(tree, "transport", "dan@example.org"));
        assertEquals("eve@public.example.org", look(tree, "canonicalsender", "eve@intern.example.org"));
        assertEquals("eve@intern.example.org", look(tree, "canonicalrecipient", "eve@public.example.org"));
        assertEquals("eve@example.org", look(tree, "virtualwithcanonical", "eve@intern.example.org"));
        assertEquals("ann@example.org", look(tree, "saslusermapping", "a@example.org"));
    }

    @Test
    void aForwardWithoutCopyHasNoMailbox() throws IOException, InterruptedException {
        var root = newRoot("forward");
        var tree = new PostfixTree(root);
        var registry = registry(root);
        registry.put("mail/postfix/activate_ldap_attribute_mailForwardCopyToSelf_in_virtual_alias_maps", "yes");
        tree.render(registry);
        assertEquals("", look(tree, "virtual_mailbox", "ben@example.org"));
        assertEquals("dan@example.org", look(tree, "virtual_mailbox", "dan@example.org"));
    }

    /** A private Postfix on ports of its own: it takes and refuses recipients, and takes over a new generation. */
    @Test
    void postfixRunsFromLinks() throws IOException, InterruptedException {
        assumeTrue("root".equals(System.getProperty("user.name")), "left out: Postfix is started by root only");
        Programs.require("postfix");
        var root = newRoot("instance");
        var tree = new PostfixTree(root);
        int port = FreePort.take();
        var registry = registry(root);
        registry.put("mail/smtpport", "" + port);
        registry.put("mailloft/postfix/smtps/port", "" + FreePort.take());
        registry.put("mailloft/postfix/submission/port", "" + FreePort.take());
        registry.put("mail/postfix/mynetworks", "192.0.2.0/24");
        registry.put("mail/postfix/smtpd/restrictions/recipient/50", "reject_unauth_destination");
        registry.put("mail/postfix/smtpd/restrictions/recipient/70", "reject_unlisted_recipient");
        registry.put("mail/postfix/smtpd/banner", "first");
        Files.createDirectories(root.resolve("queue"));
        var data = Files.createDirectories(root.resolve("data"));
        Programs.succeed("", List.of("chown", "postfix", data.toString()));
        tree.local("""
                queue_directory = %1$s/queue
                data_directory = %1$s/data
                maillog_file_prefixes = %1$s
                maillog_file = %1$s/mail.log
                """.formatted(root));
        tree.render(registry);
        var config = tree.folder().toString();
        Programs.succeed("", List.of("postfix", "-c", config, "start"));
        try {
            assertEquals("220 first", talk(port).getFirst());
            assertEquals(
                    List.of("250", "250", "250", "250", "250", "550", "554"),
                    codes(
                            port,
                            "ann@example.org",
                            "office@example.org",
                            "staff@example.org",
                            "news@example.org",
                            "far.alias@example.org",
                            "nobody@example.org",
                            "x@example.net"));
            registry.put("mail/postfix/smtpd/banner", "second");
            tree.render(registry);
            Programs.succeed("", List.of("postfix", "-c", config, "reload"));
            assertTrue(eventually(() -> talk(port).getFirst().equals("220 second")), "reload takes over the new files");
        } finally {
            Programs.succeed("", List.of("postfix", "-c", config, "stop"));
        }
    }

    private static List<String> codes(int port, String... recipients) throws IOException {
        var commands = new ArrayList<>(List.of("HELO client.example.net", "MAIL FROM:<x@example.net>"));
        for (var recipient : recipients) {
            commands.add("RCPT TO:<" + recipient + ">");
        }
        return talk(port, commands.toArray(String[]::new)).stream()
                .skip(3)
                .map(reply -> reply.substring(0, 3))
                .toList();
    }

    /** The first line, and the reply to each command. */
    private static List<String> talk(int port, String... commands) {
        try (var socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
            socket.setSoTimeout(30_000);
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            var replies = new ArrayList<String>();
            replies.add(in.readLine());
            for (var command : commands) {
                socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
                replies.add(in.readLine());
            }
            return replies;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean eventually(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            if (condition.getAsBoolean()) {
                return true;
            }
            Thread.sleep(100);
        }
        return false;
    }

    /** What Postfix finds, in alphabetical order; empty for nothing. */
    private static String look(PostfixTree tree, String map, String key) throws IOException, InterruptedException {
        var outcome = Programs.run(List.of(
                "postmap",
                "-c",
                tree.folder().toString(),
                "-q",
                key,
                "ldap:" + tree.folder().resolve("ldap." + map)));
        var found = outcome.output()
                .lines()
                .filter(line -> !line.startsWith("postmap: warning: ")) // a member of a group that does not exist
                .collect(Collectors.joining());
        assertTrue(outcome.exitCode() == 0 || found.isEmpty(), found);
        return String.join(",", new TreeSet<>(List.of(found.split(","))));
    }
}
