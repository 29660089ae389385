package org.mailloft.joining;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailloft.ucr.type.Descriptions;
import org.mailloft.ucr.type.ValueType;

/** What the App Center is told about the app fits together, and fits the packages and the registry. */
class AppCenterTest {

    private static final Path PROJECT = Path.of("..");
    private static final Path FOLDER = PROJECT.resolve("debian/appcenter");
    private static final Set<String> ROLES =
            Set.of("domaincontroller_master", "domaincontroller_backup", "domaincontroller_slave", "memberserver");
    private static final Set<String> CATEGORIES = Set.of(
            "Administration",
            "Business",
            "Collaboration",
            "Education",
            "System services",
            "UCS components",
            "Virtualization");
    private final Map<String, String> app = section("Application");

    private static Map<String, Map<String, String>> read(String file) {
        var sections = new LinkedHashMap<String, Map<String, String>>();
        Map<String, String> section = Map.of();
        for (var line : lines(FOLDER.resolve(file))) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[")) {
                section = new LinkedHashMap<>();
                sections.put(line.substring(1, line.length() - 1), section);
            } else {
                var parts = line.split(" *= *", 2);
                assertEquals(2, parts.length, line);
                assertEquals(null, section.put(parts[0], parts[1]), "twice: " + line);
            }
        }
        return sections;
    }

    private static Map<String, String> section(String name) {
        return read("ini").get(name);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> list(String key) {
        return List.of(app.get(key).split(", *"));
    }

    @Test
    void whatEveryAppNeedsIsThere() {
        for (var key : List.of("ID", "Code", "Name", "Version", "Description", "Logo", "Vendor", "Contact")) {
            assertTrue(!app.getOrDefault(key, "").isEmpty(), key);
        }
        assertEquals("mailserver", app.get("ID"));
        assertTrue(app.get("Code").matches("[A-Z0-9]{2}"), app.get("Code"));
        assertTrue(ROLES.containsAll(list("ServerRole")), app.get("ServerRole"));
        assertTrue(CATEGORIES.containsAll(list("AppCategories")), app.get("AppCategories"));
        assertTrue(CATEGORIES.containsAll(list("Categories")), app.get("Categories"));
        assertTrue(list("SupportedUcsVersions").stream().allMatch(version -> version.matches("\\d\\.\\d-\\d+")));
    }

    @Test
    void itHasTheVersionOfThePackages() {
        var newest = lines(PROJECT.resolve("debian/changelog")).getFirst();
        assertTrue(newest.startsWith("mailloft (" + app.get("Version") + ")"), newest);
    }

    @Test
    void itInstallsPackagesThatThereAre() {
        var packages = lines(PROJECT.resolve("debian/control")).stream()
                .filter(line -> line.startsWith("Package: "))
                .map(line -> line.substring("Package: ".length()))
                .collect(Collectors.toSet());
        assertTrue(packages.containsAll(list("DefaultPackages")), app.get("DefaultPackages"));
    }

    @ParameterizedTest
    @MethodSource
    void whatStandsInAListIsShort(String description) {
        assertTrue(description.length() <= 90, description);
    }

    static Stream<String> whatStandsInAListIsShort() {
        return Stream.of("Application", "de").map(name -> section(name).get("Description"));
    }

    @Test
    void germanTextsReplaceEnglishOnes() {
        assertTrue(app.keySet().containsAll(section("de").keySet()));
    }

    @ParameterizedTest
    @MethodSource
    void textsAreWellFormed(String text) throws Exception {
        var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        builder.setErrorHandler(null);
        builder.parse(new ByteArrayInputStream(("<div>" + text + "</div>").getBytes(StandardCharsets.UTF_8)));
    }

    static Stream<String> textsAreWellFormed() throws IOException {
        var inIni = Stream.of("Application", "de").map(name -> section(name).get("LongDescription"));
        return Stream.concat(inIni, readmes().stream().map(name -> String.join("\n", lines(FOLDER.resolve(name)))));
    }

    private static List<String> readmes() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("README_"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void everyTextIsInBothLanguages() throws IOException {
        var readmes = readmes();
        assertTrue(readmes.contains("README_INSTALL_EN"), readmes::toString);
        for (var name : readmes) {
            var other = name.endsWith("_DE") ? name.replaceFirst("DE$", "EN") : name.replaceFirst("EN$", "DE");
            assertTrue(readmes.contains(other), other);
        }
    }

    @ParameterizedTest
    @MethodSource("languages")
    void whoInstallsItIsToldWhichPortsItOpens(String language) {
        var text = String.join(" ", lines(FOLDER.resolve("README_INSTALL_" + language)));
        var named = Pattern.compile("\\b\\d{2,}\\b")
                .matcher(text)
                .results()
                .map(found -> found.group())
                .collect(Collectors.toSet());
        assertEquals(Set.copyOf(list("PortsExclusive")), named);
    }

    static Stream<String> languages() {
        return Stream.of("EN", "DE");
    }

    @Test
    void theLogoIsAPicture() throws Exception {
        var logo = FOLDER.resolve(app.get("Logo")).toFile();
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        var root = factory.newDocumentBuilder().parse(logo).getDocumentElement();
        assertEquals("http://www.w3.org/2000/svg", root.getNamespaceURI());
        assertEquals(app.get("Logo"), app.get("LogoDetailPage"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void settingsAreVariablesOfTheRegistry(String key, Map<String, String> setting) throws IOException {
        var description = Descriptions.load(PROJECT.resolve("ucr-templates/share"), Path.of("/nonexistent"))
                .of(key)
                .orElseThrow(() -> new AssertionError("no variable " + key));
        var type =
                switch (description.type()) {
                    case ValueType.Bool _ -> "Bool";
                    case ValueType.Number _ -> "Int";
                    default -> "String";
                };
        assertEquals(type, setting.get("Type"), key);
        var initially = setting.getOrDefault("InitialValue", "@%@");
        assertTrue(
                initially.contains("@%@")
                        || description.type().refusal(initially).isEmpty(),
                initially);
        assertTrue(!setting.getOrDefault("Description", "").isEmpty(), key);
        assertTrue(!setting.getOrDefault("Description[de]", "").isEmpty(), key);
        var occasions = List.of(setting.get("Show").split(", *"));
        assertTrue(Set.of("Install", "Upgrade", "Remove", "Settings").containsAll(occasions), occasions::toString);
    }

    static Stream<Arguments> settings() {
        return read("settings").entrySet().stream().map(setting -> Arguments.of(setting.getKey(), setting.getValue()));
    }
}
