package org.mailloft.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.mailloft.directory.testing.TestDirectory.BASE;
import static org.mailloft.directory.testing.TestDirectory.USERS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailloft.directory.Directory;
import org.mailloft.directory.Entry;
import org.mailloft.directory.testing.Slapd;
import org.mailloft.directory.testing.TestDirectory;
import org.mailloft.routing.Destination;
import org.mailloft.routing.Limits;
import org.mailloft.routing.Route;
import org.mailloft.routing.Sender;
import org.mailloft.routing.ldap.DirectoryRouting;

/** Our routing finds the mailboxes that Postfix finds, by the rendered maps, in the same OpenLDAP server. */
class PostfixRoutingIT {

    private static final String HERE = "mail.example.org";
    private static final String ELSEWHERE = "other.example.org";

    /** In the order of {@code virtual_alias_maps}: the first that knows an address counts. */
    private static final List<String> ALIASES = List.of(
            "groups",
            "distlist",
            "virtual",
            "forwardcopy",
            "external_aliases",
            "sharedfolderremote",
            "sharedfolderlocal_aliases");

    private static final List<String> MAILBOXES = List.of("virtual_mailbox", "sharedfolderlocal");

    @TempDir
    static Path folder;

    private static Slapd slapd;
    private static Directory directory;
    private static PostfixTree tree;
    private static DirectoryRouting routing;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Programs.require("postmap");
        assumeTrue(
                Files.exists(Path.of("/usr/lib/postfix/postfix-ldap.so")), "left out: postfix-ldap is not installed");
        slapd = Slapd.start(folder.resolve("slapd"));
        directory = slapd.connect();
        objects().forEach(directory::add);
        var root = Files.createDirectory(folder.resolve("root"));
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/machine.secret"), TestDirectory.PASSWORD + "\n");
        tree = new PostfixTree(root);
        tree.render(registry(root));
        routing = new DirectoryRouting(directory, BASE, HERE, Limits.DEFAULT, InstantSource.system());
    }

    @AfterAll
    static void stop() {
        if (slapd != null) {
            directory.close();
            slapd.close();
        }
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
        values.put("mail/postfix/activate_ldap_attribute_mailForwardCopyToSelf_in_virtual_alias_maps", "yes");
        values.put("mailloft/prefix", root.toString());
        return values;
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
                user("ben").with("mailAlternativeAddress", "office@example.org").build(),
                user("cat").with("univentionMailHomeServer", ELSEWHERE).build(),
                user("dan")
                        .with("univentionMailHomeServer", HERE)
                        .with("mailForwardAddress", "dan@example.net")
                        .with("mailForwardCopyToSelf", "1")
                        .build(),
                user("eve")
                        .with("mailForwardAddress", "ann@example.org", "eve@example.net")
                        .build(),
                user("flo")
                        .with("mailForwardAddress", "flo@example.org", "ben@example.org")
                        .build(),
                person("gus").with("mailAlternativeAddress", "gus@example.org").build(),
                group("staff", 1, uid("ann"), "cn=team," + BASE, uid("dan")),
                group("team", 2, uid("ben"), uid("cat"), uid("gus"), "cn=nobody," + BASE, "cn=deep," + BASE),
                group("deep", 3, uid("eve"), uid("ann")),
                group("empty", 4),
                list("news", "ann@example.org", "x@example.net", "staff@example.org", "office@example.org"),
                list("all", "news@example.org", "info@example.org", "far.alias@example.org", "lost@example.org"),
                shared("info", HERE),
                shared("far", ELSEWHERE));
    }

    private static String uid(String name) {
        return "uid=" + name + "," + USERS;
    }

    private static Entry.Builder person(String name) {
        return Entry.named(uid(name))
                .with("objectClass", "top", "person", "organizationalPerson", "inetOrgPerson", "univentionMail")
                .with("uid", name)
                .with("cn", name)
                .with("sn", name);
    }

    private static Entry.Builder user(String name) {
        return person(name).with("mailPrimaryAddress", name + "@example.org");
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

    private static Entry list(String name, String... members) {
        return Entry.named("cn=" + name + "," + BASE)
                .with("objectClass", "univentionMailList")
                .with("cn", name)
                .with("mailPrimaryAddress", name + "@example.org")
                .with("univentionMailMember", members)
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann",
                "a",
                "office",
                "ben",
                "cat",
                "dan",
                "eve",
                "flo",
                "gus",
                "staff",
                "team",
                "deep",
                "empty",
                "news",
                "all",
                "info",
                "info.alias",
                "far",
                "far.alias",
                "nobody"
            })
    void bothFindTheSame(String name) throws IOException, InterruptedException {
        var address = name + "@example.org";
        assertEquals(postfix(address), ours(address));
    }

    private Set<String> ours(String address) {
        return switch (routing.route(address, Sender.NOBODY)) {
            case Route.Known(var destinations) ->
                destinations.stream().map(PostfixRoutingIT::shown).collect(Collectors.toCollection(TreeSet::new));
            case Route.Unknown _ -> Set.of(address + " nowhere");
            case Route.Refused _, Route.Unavailable _ -> throw new AssertionError(address);
        };
    }

    private static String shown(Destination destination) {
        return switch (destination) {
            case Destination.Mailbox mailbox -> mailbox.address() + " here";
            case Destination.Elsewhere elsewhere -> elsewhere.address() + " smtp:[" + elsewhere.homeServer() + "]";
            case Destination.Outside outside -> outside.address() + " outside";
            case Destination.Dead dead -> dead.address() + " nowhere";
        };
    }

    /** What cleanup(8) makes of a recipient, and then where each goes: transport, mailbox, or out. */
    private Set<String> postfix(String address) throws IOException, InterruptedException {
        var found = new TreeSet<String>();
        var expanded = new TreeSet<String>();
        var open = new ArrayDeque<>(List.of(address));
        while (!open.isEmpty()) {
            var next = open.remove();
            if (!expanded.add(next)) {
                continue;
            }
            var targets = first(ALIASES, next);
            if (targets.isEmpty() || targets.equals(Set.of(next))) {
                found.add(next);
            } else {
                if (targets.contains(next)) {
                    found.add(next); // an address expands into itself once
                }
                open.addAll(targets);
            }
        }
        var places = new TreeSet<String>();
        for (var end : found) {
            places.add(end + " " + place(end));
        }
        return places;
    }

    private String place(String address) throws IOException, InterruptedException {
        var transport = first(List.of("transport"), address);
        if (!transport.isEmpty()) {
            return transport.iterator().next();
        }
        if (first(List.of("virtualdomains"), address.substring(address.indexOf('@') + 1))
                .isEmpty()) {
            return "outside";
        }
        return first(MAILBOXES, address).isEmpty() ? "nowhere" : "here";
    }

    private Set<String> first(List<String> maps, String key) throws IOException, InterruptedException {
        for (var map : maps) {
            var file = tree.folder().resolve("ldap." + map);
            assertTrue(Files.exists(file), file.toString());
            var outcome = Programs.run(List.of("postmap", "-c", tree.folder().toString(), "-q", key, "ldap:" + file));
            var found = outcome.output()
                    .lines()
                    .filter(line -> !line.startsWith("postmap: warning: "))
                    .collect(Collectors.joining());
            if (!found.isEmpty()) {
                return new TreeSet<>(List.of(found.split(",")));
            }
        }
        return Set.of();
    }
}
