package org.mailloft.conf.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.conf.ConfException;
import org.mailloft.conf.Filter;
import org.mailloft.conf.file.ConfParser.Expansion;

/** Bounds, and what we do on purpose differently from Dovecot. Its rules are the cases of doveconf. */
class ConfParserTest {
    @TempDir
    private Path directory;

    private static ConfTree parse(String text) {
        return ConfParser.parse("x.conf", text, Expansion.FULL, Map.of("NAME", "value"));
    }

    private static String error(String text) {
        return assertThrows(ConfException.class, () -> parse(text)).getMessage();
    }

    private static String setting(ConfTree tree, String name) {
        return tree.view(Filter.ANY).text(name);
    }

    private String write(String name, String text) throws Exception {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    @Test
    void filtersInsideOfOtherSectionsAreRefused() {
        assertEquals(
                "Error in configuration file x.conf line 2: protocol { .. } not allowed inside service { .. }",
                error("service imap {\n protocol imap {\n"));
    }

    @Test
    void settingsAreNoSections() {
        assertEquals(
                "Error in configuration file x.conf line 1: Unknown setting: mail_home { mail_home",
                error("mail_home {\n}\n"));
        assertEquals("Error in configuration file x.conf line 1: Unknown setting: service", error("service = x\n"));
    }

    @Test
    void environmentIsExpanded() {
        assertEquals("a value b", setting(parse("mail_home = a $ENV:NAME b\n"), "mail_home"));
        assertEquals("", setting(parse("mail_home = $ENV:OTHER\n"), "mail_home"));
    }

    @Test
    void fileValuesAreRelativeToTheirFile() throws Exception {
        Files.createDirectory(directory.resolve("sub"));
        write("sub/secret", "hunter2\n");
        write("sub/a.conf", "doveadm_password = <secret\n");
        String main = write("main.conf", "!include sub/*.conf\n");
        ConfTree tree = ConfParser.parseFile(main, Expansion.FULL, Map.of());
        assertEquals("hunter2\n", setting(tree, "doveadm_password"));
    }

    @Test
    void certificatesStayReferencesForTheServer() throws Exception {
        write("cert.pem", "PEM");
        String main = write("main.conf", "ssl_cert = <cert.pem\nssl_key_password = <cert.pem\n");
        ConfTree tree = ConfParser.parseFile(main, Expansion.SERVER, Map.of());
        assertEquals("<" + directory.resolve("cert.pem"), setting(tree, "ssl_cert"));
        assertEquals("PEM", setting(tree, "ssl_key_password"));
        String wrong = write("wrong.conf", "\nssl_key = <none.pem\n");
        var e = assertThrows(ConfException.class, () -> ConfParser.parseFile(wrong, Expansion.SERVER, Map.of()));
        assertEquals(
                "Error in configuration file " + wrong + " line 2: ssl_key: Can't open file "
                        + directory.resolve("none.pem") + ": No such file or directory",
                e.getMessage());
    }

    @Test
    void longLinesAreRefused() {
        assertTrue(error("mail_home = " + "x".repeat(70_000) + "\n").endsWith("Line is longer than 65536 characters"));
        assertTrue(error("mail_home = x\\\n" + ("x".repeat(1000) + "\\\n").repeat(100))
                .contains("line 67: Line is longer"));
    }

    @Test
    void valuesDoNotGrowWithoutEnd() {
        String doubling = "mail_home = $mail_home $mail_home\n".repeat(100);
        assertTrue(error("mail_home = x\n" + doubling).endsWith("Value is longer than 65536 characters"));
    }

    @Test
    void deepNestingIsRefused() {
        assertTrue(error("local_name x {\n".repeat(100)).endsWith("Sections are nested deeper than 64"));
    }

    @Test
    void thousandsOfCertificatesAreFine() {
        var text = new StringBuilder("mail_home = x\n");
        for (int i = 0; i < 2_000; i++) {
            text.append("local_name mail")
                    .append(i)
                    .append(".example.org {\n ssl_cert = ")
                    .append(i)
                    .append("\n}\n");
        }
        Filter question = Filter.ANY.withLocalName("mail1234.example.org");
        assertEquals("1234", parse(text.toString()).view(question).text("ssl_cert"));
        assertTrue(error(manyFilters(10_001)).endsWith("More than 10000 different filters"));
    }

    private static String manyFilters(int count) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("local_name ").append(i).append(" {\n}\n");
        }
        return text.toString();
    }

    @Test
    void nulCharactersAreRefused() {
        assertEquals(
                "Error in configuration file x.conf line 2: Line contains a NUL character",
                error("\nmail_home = \0x\n"));
    }

    @Test
    void includesThatGoInCirclesOverLinksEnd() throws Exception {
        Files.createSymbolicLink(directory.resolve("loop"), directory);
        String main = write("main.conf", "!include loop/main.conf\n");
        var e = assertThrows(ConfException.class, () -> ConfParser.parseFile(main, Expansion.FULL, Map.of()));
        assertTrue(e.getMessage().contains("line 1: "));
    }

    @Test
    void includesCannotMultiply() throws Exception {
        for (int i = 0; i < 9; i++) {
            write("f" + i, ("!include f" + (i + 1) + "\n").repeat(10));
        }
        write("f9", "\n");
        String main = directory.resolve("f0").toString();
        var e = assertThrows(ConfException.class, () -> ConfParser.parseFile(main, Expansion.FULL, Map.of()));
        assertTrue(e.getMessage().contains("Too many included files"));
    }

    @Test
    void devicesAreNotRead() {
        assertTrue(error("!include /dev/zero\n").endsWith("Couldn't open include file /dev/zero: Not a regular file"));
        assertTrue(error("mail_home = </dev/zero\n").endsWith("Can't open file /dev/zero: Not a regular file"));
    }

    @Test
    void valuesKnowWhereTheyCameFrom() {
        Value value =
                parse("\n\nmail_home = x\n").view(Filter.ANY).set("mail_home").orElseThrow();
        assertEquals(new Origin("x.conf", 3), value.origin());
    }
}
