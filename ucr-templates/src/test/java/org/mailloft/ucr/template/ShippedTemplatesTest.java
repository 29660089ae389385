package org.mailloft.ucr.template;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The product's own templates. */
class ShippedTemplatesTest {

    @TempDir
    Path root;

    @Test
    void everyTargetRendersForAnEmptyRegistry() {
        render(Map.of());
    }

    /** Also: every variable that is read is known to be. */
    @Test
    void everyTargetRendersWithEverythingSwitchedOn() throws IOException {
        render(RenderedTree.everythingOn());
    }

    @Test
    void everyFileSaysWhatItIsMadeOfAndWhatItDependsOn() throws IOException {
        var tree = RenderedTree.in(root);
        var values = RenderedTree.seeds();
        assertAll(tree.catalog().targets().stream().map(target -> () -> {
            var text = tree.render(target.path().toString(), values);
            var named = Stream.of(
                            Stream.of("Do not edit"),
                            target.sources().stream().map(source -> "\t" + source + "\n"),
                            target.variables().stream().map(key -> "\t" + key + "\n"),
                            target.families().stream().map(family -> "\t" + family.pattern() + "\n"))
                    .flatMap(each -> each);
            assertEquals(List.of(), named.filter(each -> !text.contains(each)).toList(), target.path() + "");
        }));
    }

    @Test
    void postfixAsksNoQuotaServiceThatIsOff() throws IOException {
        var values = RenderedTree.seeds();
        var tree = RenderedTree.in(root);
        assertTrue(tree.render("etc/postfix/main.cf", values).contains("inet:127.0.0.1:12340"));
        values.put("mail/dovecot/quota-status/port", "0");
        assertFalse(tree.render("etc/postfix/main.cf", values).contains("check_policy_service"));
        assertFalse(tree.render("etc/postfix/main.cf", Map.of("mail/dovecot/quota-status/port", "0"))
                .contains("check_policy_service"));
    }

    @Test
    void theMailServerKnowsItsMtas() {
        var file = "etc/mailloft/conf.d/10-master.conf";
        var tree = RenderedTree.in(root);
        assertFalse(tree.render(file, Map.of()).contains("mta_networks"));
        assertTrue(tree.render(file, Map.of("mailloft/mta/addresses", "10.0.0.20  2001:db8::/64"))
                .contains("  mta_networks = 10.0.0.20 2001:db8::/64\n"));
    }

    /** Services are reloaded in the order of their names. */
    @Test
    void aPortIsGuardedBeforeItIsOpened() {
        var names = RenderedTree.in(root).catalog().services().stream()
                .map(Service::name)
                .sorted()
                .toList();
        assertTrue(names.indexOf("firewall") >= 0 && names.indexOf("firewall") < names.indexOf("mailloft"), names + "");
    }

    private void render(Map<String, String> values) {
        var tree = RenderedTree.in(root);
        assertFalse(tree.catalog().targets().isEmpty());
        assertAll(tree.catalog().targets().stream().map(target -> () -> {
            var text = tree.render(target.path().toString(), values);
            assertTrue(text.isEmpty() || text.endsWith("\n"), target.path() + " ends with a line break");
        }));
    }
}
