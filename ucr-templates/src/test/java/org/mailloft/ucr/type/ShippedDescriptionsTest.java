package org.mailloft.ucr.type;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mailloft.ucr.Layer;
import org.mailloft.ucr.Values;
import org.mailloft.ucr.template.Catalog;

/** The descriptions and seeds of the product. */
class ShippedDescriptionsTest {

    private static final Path SHARE = Path.of("share");
    private static Descriptions descriptions;

    @BeforeAll
    static void load() throws IOException {
        descriptions = Descriptions.load(SHARE, Path.of("no such root"));
    }

    @Test
    void nothingIsWrongInTheFiles() {
        assertEquals(List.of(), descriptions.problems());
    }

    @Test
    void everyDescriptionIsComplete() {
        var incomplete = descriptions.all().stream()
                .filter(description -> description.english().isBlank()
                        || description.german().isBlank()
                        || description.german().equals(description.english())
                        || !description.english().endsWith(".")
                        || !description.german().endsWith(".")
                        || description.categories().isEmpty())
                .map(Description::key)
                .toList();
        assertEquals(List.of(), incomplete);
    }

    @Test
    void everyCategoryIsThere() {
        var known = descriptions.categories().keySet();
        var named = new TreeSet<String>();
        descriptions.all().forEach(description -> named.addAll(description.categories()));
        assertEquals(new TreeSet<>(known), named);
    }

    @Test
    void everyTypeIsKnown() throws IOException {
        var known = List.of(
                "str",
                "int",
                "uint",
                "pint",
                "portnumber",
                "decimal",
                "bool",
                "ipv4address",
                "ipv6address",
                "ipaddress",
                "url_http",
                "url_proxy",
                "json",
                "cron",
                "list",
                "choice",
                "size",
                "time",
                "hostname",
                "host",
                "fqdn",
                "listen_address",
                "mailaddress",
                "network",
                "postfix_network",
                "postfix_lookup",
                "postfix_names",
                "postfix_restrictions",
                "postfix_service",
                "postfix_tables",
                "path");
        try (Stream<Path> files = Files.list(SHARE.resolve("registry.info/variables"))) {
            for (var file : files.toList()) {
                var lines = Files.readAllLines(file);
                assertEquals(count(lines, "["), count(lines, "Type="), file + " has a variable without a type");
                for (var line : lines) {
                    if (line.startsWith("Type=") || line.startsWith("Elementtype=")) {
                        var name = line.substring(line.indexOf('=') + 1);
                        assertEquals(
                                List.of(name),
                                known.stream().filter(name::equals).toList(),
                                line);
                    }
                }
            }
        }
    }

    @Test
    void everyDefaultFitsItsType() {
        var layers = new EnumMap<Layer, Map<String, String>>(Layer.class);
        layers.put(Layer.DEFAULT, descriptions.defaults());
        layers.put(Layer.NORMAL, Map.of("hostname", "mail", "domainname", "example.org"));
        var values = new Values(layers);
        var refused = new TreeMap<String, String>();
        descriptions.defaults().keySet().forEach(key -> {
            var value = values.get(key).orElseThrow();
            descriptions
                    .of(key)
                    .orElseThrow()
                    .type()
                    .refusal(value)
                    .ifPresent(why -> refused.put(key, value + " " + why));
        });
        assertEquals(Map.of(), refused);
    }

    @Test
    void everySeedIsDescribedAndFits() throws IOException {
        var refused = new TreeMap<String, String>();
        Seeds.shipped().forEach((key, value) -> {
            var description = descriptions.of(key);
            if (description.isEmpty()) {
                refused.put(key, "is not described");
            } else {
                description.get().type().refusal(value).ifPresent(why -> refused.put(key, value + " " + why));
            }
        });
        assertEquals(Map.of(), refused);
    }

    @Test
    void noVariableIsMissing() throws IOException {
        var missing = new ArrayList<String>();
        try (var in = ShippedDescriptionsTest.class.getResourceAsStream("variables.txt")) {
            for (var line : new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).split("\n")) {
                if (!line.isBlank()
                        && !line.startsWith("#")
                        && descriptions.of(line.strip()).isEmpty()) {
                    missing.add(line);
                }
            }
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void everyVariableThatATemplateReadsIsDescribed() {
        var unknown = new TreeMap<String, String>();
        for (var target : Catalog.load(SHARE, Path.of("no such root")).targets()) {
            for (var key : target.variables()) {
                if (descriptions.of(key).isEmpty()) {
                    unknown.put(key, target.path().toString());
                }
            }
        }
        assertEquals(Map.of(), unknown);
    }

    private static long count(List<String> lines, String beginning) {
        return lines.stream().filter(line -> line.startsWith(beginning)).count();
    }
}
