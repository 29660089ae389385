package org.mailloft.ucr.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.ucr.Layer;
import org.mailloft.ucr.Values;
import org.mailloft.ucr.template.syntax.Syntax;
import org.mailloft.ucr.type.Descriptions;

/**
 * No value can leave its place: for each of the product's targets and each variable it reads, a nasty value either stops
 * the rendering with the variable's name, or the file has the structure it has with a harmless value of the same shape.
 */
class InjectionIT {

    private static final List<String> NASTY = List.of(
            "",
            " ",
            "a\nb = c",
            "a\rb",
            "a\0b",
            "a\u0085b",
            "a\u2028b",
            "a\"b",
            "\"",
            "'",
            "a'b\"c",
            "a\\",
            "\\",
            "${ucr['hostname']}",
            "@%@hostname@%@",
            "$(reboot)",
            "$hostname",
            "%{env:PATH}",
            "50%",
            "}",
            "a } b {",
            "{",
            "a { b = c }",
            "# a",
            "a # b",
            "a;b",
            "a ; b",
            "</etc/shadow",
            "< a",
            "<#stop>",
            "a b",
            "a, b",
            "a=b",
            "a\tb",
            "/*",
            "/var/log/a b",
            "/var/log/it's \"{",
            "/srv/x {\n} /etc/shadow {",
            "/srv/a\\",
            "/srv/*/../etc/shadow",
            "local5.*;mail.* /etc/cron.d/x",
            "\ufeffx",
            "\u00a0",
            "\u3000#",
            "a\u2029b",
            "\u007f",
            "!include /etc/shadow",
            "a\r\n[section]\nb",
            "\ta = b",
            ";a",
            "%(a)s",
            "`id`",
            "|/bin/sh",
            "[section]",
            "a -o content_filter=",
            "a)(cn=*",
            "} table inet filter { }",
            "\u00fc \ud83d\ude00",
            "\ud800");

    /** From all to fewer replacements: what a template may split a value at is part of its shape. */
    private static final List<UnaryOperator<String>> HARMLESS = List.of(
            value -> value.replaceAll("[^A-Za-z0-9]", "x"),
            value -> value.replaceAll("[^A-Za-z0-9 ]", "x"),
            value -> value.replaceAll("[^A-Za-z0-9 ,]", "x"),
            value -> value.replaceAll("[^A-Za-z0-9 ,:=/@$]", "x"),
            _ -> "");

    @TempDir
    Path root;

    private Catalog catalog;
    private Renderer renderer;
    private Descriptions descriptions;
    private Map<String, String> defaults;

    /** Keys whose default names a key. */
    private final Map<String, Set<String>> followers = new HashMap<>();

    @BeforeEach
    void open() throws IOException {
        catalog = Catalog.load(RenderedTree.SHARE, root);
        renderer = new Renderer(catalog, root);
        descriptions = Descriptions.load(RenderedTree.SHARE, root);
        defaults = descriptions.defaults();
        for (int round = 0; round < 3; round++) { // defaults of defaults
            defaults.forEach((key, value) -> Markers.reads(value).variables().forEach(named -> {
                var all = followers.computeIfAbsent(named, _ -> new HashSet<>());
                all.add(key);
                all.addAll(followers.getOrDefault(key, Set.of()));
            }));
        }
    }

    @Test
    void noValueLeavesItsPlaceInAFreshInstallation() throws IOException {
        check(RenderedTree.seeds());
    }

    @Test
    void noValueLeavesItsPlaceWhenEverythingIsSwitchedOn() throws IOException {
        check(RenderedTree.everythingOn());
    }

    @Test
    void aVariableThatATargetIsNotKnownToReadDoesNotChangeIt() throws IOException {
        var base = RenderedTree.everythingOn();
        var faults = new ArrayList<String>();
        for (var target : catalog.targets()) {
            var before = renderer.render(target, values(base)).text();
            for (var description : descriptions.all()) {
                var key = description.key().replace(".*", "7");
                boolean read = target.reads(key)
                        || followers.getOrDefault(key, Set.of()).stream().anyMatch(target::reads);
                if (!read && !before.equals(text(target, base, key, "12"))) {
                    faults.add(target.path() + " follows from " + key);
                }
            }
        }
        assertEquals(List.of(), faults);
    }

    private void check(Map<String, String> base) {
        var faults = new ArrayList<String>();
        for (var target : catalog.targets()) {
            var syntax = catalog.template(target.sources().getFirst()).syntax().orElse(Syntax.TEXT);
            for (var key : keys(target, base)) {
                var seen = new HashSet<List<String>>();
                for (var nasty : NASTY) {
                    fault(target, syntax, base, key, nasty, seen).ifPresent(faults::add);
                }
            }
        }
        assertEquals("", String.join("\n", faults));
    }

    /** The keys a target reads, and of each family those that are set and two more. */
    private static Set<String> keys(Target target, Map<String, String> base) {
        var keys = new TreeSet<>(target.variables());
        base.keySet().stream().filter(target::reads).forEach(keys::add);
        for (var family : target.families()) {
            var prefix = family.pattern().replace("\\", "").replaceAll("[.]\\*$", "");
            Stream.of("7", "a b{\"'$#\\x").map(name -> prefix + name).forEach(keys::add);
        }
        keys.removeIf(key -> !target.reads(key));
        return keys;
    }

    private Optional<String> fault(
            Target target, Syntax syntax, Map<String, String> base, String key, String nasty, Set<List<String>> seen) {
        var place = target.path() + ", " + key + " = <" + nasty.replaceAll("\\p{Cntrl}", "?") + ">: ";
        try {
            var structure = Structure.of(syntax, text(target, base, key, nasty));
            if (seen.contains(structure)) {
                return Optional.empty();
            }
            for (var harmless : HARMLESS) {
                try {
                    seen.add(Structure.of(syntax, text(target, base, key, harmless.apply(nasty))));
                } catch (TemplateFailure e) {
                    continue; // this one is refused, another shape may be accepted
                }
                if (seen.contains(structure)) {
                    return Optional.empty();
                }
            }
            return Optional.of(place + "has another structure: " + structure);
        } catch (TemplateFailure e) {
            return named(target, e, base, key, nasty)
                    ? Optional.empty()
                    : Optional.of(place + "names " + e.variable() + ": " + e.getMessage() + " " + e.source() + ":"
                            + e.line());
        }
    }

    /** It names the variable, one whose default follows from it, or, where the template itself refuses, any it reads. */
    private boolean named(Target target, TemplateFailure failure, Map<String, String> base, String key, String nasty) {
        if (failure.variable().isEmpty()) {
            return false;
        }
        var name = failure.variable().get();
        boolean follows =
                !values(base).get(name).equals(values(with(base, key, nasty)).get(name));
        boolean rule = key.startsWith(name + "/");
        if (failure.getMessage().startsWith("The template reads it in a way")) {
            return false;
        }
        boolean refused = !failure.getMessage().startsWith("The value cannot be written here.") && target.reads(name);
        return follows || rule || refused;
    }

    private static Map<String, String> with(Map<String, String> base, String key, String value) {
        var values = new TreeMap<>(base);
        values.put(key, value);
        return values;
    }

    private Values values(Map<String, String> values) {
        return new Values(Map.of(Layer.DEFAULT, defaults, Layer.NORMAL, values));
    }

    private String text(Target target, Map<String, String> base, String key, String value) {
        var values = new TreeMap<>(base);
        values.put(key, value);
        var text = renderer.render(
                        target, new Values(Map.of(Layer.DEFAULT, descriptions.defaults(), Layer.NORMAL, values)))
                .text();
        assertTrue(
                text.chars()
                        .noneMatch(c -> c == 0 || c == '\r' || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029),
                "control characters");
        return text;
    }
}
