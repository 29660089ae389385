package org.mailloft.conf.doveconf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.mailloft.conf.Filter;
import org.mailloft.conf.catalogue.Catalogue;
import org.mailloft.conf.catalogue.ListDefinition;
import org.mailloft.conf.catalogue.SectionDefinition;
import org.mailloft.conf.catalogue.SettingDefinition;
import org.mailloft.conf.file.ConfParser;
import org.mailloft.conf.file.ConfTree;
import org.mailloft.conf.file.SectionView;

/**
 * What is printed reads as what it was printed from. Dovecot's own syntax has values that it cannot print so: a quote at
 * both ends, a leading {@code <} or a word with {@code $}, a backslash at the end; and
 * several names in one {@code local_name}. These are left out.
 */
class PrintAndParseTest {

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void printedConfigurationsReadTheSame(@ForAll("configurations") String text) {
        String printed = print(parse(text));
        assertEquals(printed, print(parse(printed)), () -> "from:\n" + text);
    }

    private static ConfTree parse(String text) {
        return ConfParser.parse("x.conf", text, ConfParser.Expansion.OWN, Map.of());
    }

    private static String print(ConfTree tree) {
        var out = new StringBuilder();
        var printer = new SettingsPrinter(out, true);
        printer.print(Printed.of(tree.view(Filter.ANY), Scope.SET, "", _ -> true), 0);
        tree.blocksFor(Filter.ANY).forEach(block -> {
            var view = new SectionView(Catalogue.top(), "", List.of(block.top()), Optional.empty());
            printer.print(block.filter(), Printed.of(view, Scope.SET, "", _ -> true));
        });
        return out.toString();
    }

    @Provide
    Arbitrary<String> configurations() {
        return Arbitraries.oneOf(
                        assignments(),
                        section("plugin", pairs()),
                        section("dict", pairs()),
                        named("namespace", Arbitraries.oneOf(namespaceSettings(), named("mailbox", mailboxSettings()))),
                        named(
                                "service",
                                Arbitraries.oneOf(serviceSettings(), named("unix_listener", listenerSettings()))),
                        section("passdb", databaseSettings()),
                        filter())
                .list()
                .ofMaxSize(9)
                .map(parts -> String.join("", parts));
    }

    private static Arbitrary<String> filter() {
        Arbitrary<String> filters =
                Arbitraries.of("protocol imap", "protocol !imap", "local 10.0.0.0/8", "remote ::1", "local_name *.a.b");
        return Combinators.combine(filters, settings(Catalogue.top()).filter(line -> !line.isEmpty()))
                .as((filter, line) -> filter + " {\n" + line + "}\n");
    }

    private static Arbitrary<String> assignments() {
        return settings(Catalogue.top());
    }

    private static Arbitrary<String> settings(SectionDefinition section) {
        List<SettingDefinition> settings = section.entries().stream()
                .filter(SettingDefinition.class::isInstance)
                .map(SettingDefinition.class::cast)
                .filter(setting -> !setting.is(SettingDefinition.Flag.UNFILTERED))
                .toList();
        return Arbitraries.of(settings)
                .flatMap(setting -> value(setting).map(value -> setting.name() + " = " + value + "\n"));
    }

    private static Arbitrary<String> value(SettingDefinition setting) {
        return switch (setting.type()) {
            case BOOL -> Arbitraries.of("yes", "no", "Y");
            case UINT -> Arbitraries.longs().between(0, 0xFFFF_FFFFL).map(Object::toString);
            case OCTAL -> Arbitraries.integers().between(0, 07777).map(mode -> "0" + Integer.toOctalString(mode));
            case TIME -> Arbitraries.longs().between(0, 0xFFFF_FFFFL).map(seconds -> seconds + " s");
            case MILLIS -> Arbitraries.longs().between(0, 0xFFFF_FFFFL).map(millis -> millis + " ms");
            case SIZE -> Arbitraries.longs().between(0, Long.MAX_VALUE).map(Object::toString);
            case PORT -> Arbitraries.integers().between(0, 65_535).map(Object::toString);
            case ENUM -> Arbitraries.of(setting.choices());
            case STRING, TEMPLATE -> text();
        };
    }

    /** Quoted, so that white space and hashes count. */
    private static Arbitrary<String> text() {
        return Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars('\t', 'é', '%', '#', '"', '\'', ' ')
                .ofMaxLength(20)
                .filter(text -> !text.startsWith("<")
                        && text.indexOf('$') < 0
                        && !text.stripTrailing().endsWith("\\"))
                .filter(text -> !text.matches("([\"']).*\\1|[\"']"))
                .filter(text -> text.equals(text.strip()) || !text.isBlank())
                .map(text -> '"' + text.replaceAll("[\"\\\\]", "\\\\$0") + '"');
    }

    private static Arbitrary<String> pairs() {
        return Combinators.combine(names(), text()).as((key, value) -> key + " = " + value + "\n");
    }

    private static Arbitrary<String> names() {
        return Arbitraries.strings()
                .withCharRange('a', 'f')
                .withChars('_', '2')
                .ofMinLength(1)
                .ofMaxLength(4);
    }

    private static Arbitrary<String> namespaceSettings() {
        return settings(section("namespace"));
    }

    private static Arbitrary<String> mailboxSettings() {
        return settings(section("namespace", "mailbox"));
    }

    private static Arbitrary<String> serviceSettings() {
        return settings(section("service"));
    }

    private static Arbitrary<String> listenerSettings() {
        return settings(section("service", "unix_listener"));
    }

    private static Arbitrary<String> databaseSettings() {
        return settings(section("passdb"));
    }

    private static SectionDefinition section(String... path) {
        var section = Catalogue.top();
        for (String name : path) {
            section = ((ListDefinition) section.entry(name).orElseThrow()).section();
        }
        return section;
    }

    private static Arbitrary<String> section(String type, Arbitrary<String> lines) {
        return lines.list().ofMaxSize(4).map(content -> type + " {\n" + String.join("", content) + "}\n");
    }

    private static Arbitrary<String> named(String type, Arbitrary<String> lines) {
        Arbitrary<String> name = Arbitraries.oneOf(names(), names().map(word -> "\"" + word + " x/y\""));
        return Combinators.combine(name, lines.list().ofMaxSize(4))
                .as((title, content) -> type + " " + title + " {\n" + String.join("", content) + "}\n");
    }
}
