package org.mailloft.ucr.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.mailloft.ucr.shipped.Shipped.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** nftables takes what the template makes of any valid registry. It is only asked, nothing is loaded. */
class FirewallTemplateIT {

    private static final String FILE = "etc/mailloft/firewall.nft";
    private static final String PREFIX = "security/packetfilter/";
    private static final int REGISTRIES = 200;
    private static final long SEED = Long.getLong("mailloft.seed", System.nanoTime());

    @TempDir
    Path root;

    @BeforeAll
    static void nftablesIsInstalled() throws IOException, InterruptedException {
        Shipped.require("nft");
        var rights = run("nft", "-c", "list", "tables");
        assumeFalse(rights.err().contains("not permitted"), "left out: nft may not be asked without being root");
        System.out.println("FirewallTemplateIT: -Dmailloft.seed=" + SEED);
    }

    @Test
    void everyValidRegistryIsTaken() throws IOException, InterruptedException {
        var tree = new Shipped(root);
        for (long seed = SEED; seed < SEED + REGISTRIES; seed++) {
            var registry = registry(new Random(seed));
            tree.write("mailloft-firewall", registry);
            var checked = run("nft", "-c", "-f", root.resolve(FILE).toString());
            assertEquals(0, checked.status(), checked.err() + " for " + registry);
        }
    }

    @Test
    void everyRuleIsThereInTheOrderItCounts() throws IOException {
        var text = new Shipped(root)
                .render(
                        FILE,
                        Map.of(
                                PREFIX + "defaultpolicy", "REJECT",
                                PREFIX + "package/dovecot/tcp/993/all", "ACCEPT",
                                PREFIX + "tcp/993/192.0.2.1", "DROP",
                                PREFIX + "udp/53/ipv6", "ACCEPT",
                                PREFIX + "tcp/1000:2000/all/from/2001:db8::/32", "REJECT"));
        var rules = text.lines()
                .map(String::strip)
                .filter(line -> line.matches("(ip|ip6|meta|tcp|udp|iifname|ct|type|reject).*"))
                .toList();
        assertEquals(
                List.of(
                        "type filter hook input priority filter; policy drop;",
                        "iifname lo accept",
                        "ct state { established, related } accept",
                        "meta l4proto { 1, 58 } accept",
                        "ip6 saddr fe80::/10 ip6 daddr fe80::/10 udp sport 547 udp dport 546 accept",
                        "ip6 saddr 2001:db8::/32 tcp dport 1000-2000 reject with tcp reset",
                        "ip daddr 192.0.2.1 tcp dport 993 drop",
                        "meta nfproto ipv6 udp dport 53 accept",
                        "tcp dport 993 accept",
                        "meta l4proto tcp reject with tcp reset",
                        "reject"),
                rules);
    }

    @Test
    void disabledMeansNoTable() throws IOException, InterruptedException {
        new Shipped(root).write("mailloft-firewall", Map.of(PREFIX + "disabled", "yes", PREFIX + "tcp/25/all", "DROP"));
        var text = Files.readString(root.resolve(FILE));
        assertTrue(text.contains("delete table inet mailloft"));
        assertFalse(text.contains("chain"));
        run("nft", "-c", "-f", root.resolve(FILE).toString()).expectSuccess();
    }

    @Test
    void programOfTheCheckSaysWhatIsWrong() throws IOException, InterruptedException {
        var program = Shipped.SHARE.resolve("templates/scripts/check-firewall").toString();
        var file = Files.writeString(root.resolve("x.nft"), "table inet mailloft { nonsense }\n");
        var refused = run("sh", program, file.toString());
        assertEquals(1, refused.status());
        assertTrue(refused.err().contains("x.nft:1:"), refused.err());
        Files.writeString(file, "table inet mailloft { }\n");
        run("sh", program, file.toString()).expectSuccess();
    }

    private static Map<String, String> registry(Random random) {
        var values = new TreeMap<String, String>();
        values.put(PREFIX + "defaultpolicy", one(random, "ACCEPT", "DROP", "REJECT", "accept", "reject"));
        values.put(PREFIX + "use_packages", one(random, "yes", "true", "no"));
        for (int i = random.nextInt(12); i > 0; i--) {
            var key = PREFIX + one(random, "", "package/dovecot/", "package/x-1/") + one(random, "tcp/", "udp/")
                    + one(random, "25", "993", "1", "65535", "1000:2000", "7:7", "imap", "lmtp") + "/";
            key += switch (random.nextInt(3)) {
                case 0 ->
                    one(random, "all", "ipv4", "192.0.2.1") + one(random, "", "/from/10.0.0.0/8", "/from/10.1.2.3");
                case 1 ->
                    one(random, "all", "ipv6", "2001:db8::1", "::ffff:192.0.2.1")
                            + one(random, "", "/from/2001:db8::/32", "/from/::1", "/from/::/0");
                default -> one(random, "all", "ipv4", "ipv6");
            };
            values.put(key, one(random, "ACCEPT", "DROP", "REJECT"));
            values.put(key + one(random, "/en", "/de"), one(random, "IMAP", "a \"b\" { } ; # $x \\", "Büro", ""));
        }
        return values;
    }

    private static String one(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
