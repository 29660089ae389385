package org.mailloft.ucr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verbs that read: what they print, and that they always end with 0. */
class ReadingTest {

    private static final String DESCRIPTIONS = """
            [mail/limit]
            Description[en]=How many.
            Description[de]=Wie viele für alle.
            Type=int
            Min=1
            Max=9
            Categories=service-mail
            Default=4

            [mail/unset]
            Description[en]=Nothing yet.
            Description[de]=Noch nichts.
            Type=str
            Categories=service-mail,other

            [mail/box/.*]
            Description[en]=A mailbox.
            Description[de]=Ein Postfach.
            Type=str
            Categories=service-mail
            """;

    @TempDir
    Path folder;

    private Terminal terminal;

    @BeforeEach
    void open() throws IOException {
        terminal = new Terminal(folder)
                .describe(DESCRIPTIONS)
                .category("service-mail")
                .layer("base-defaults.conf", "mail/limit: 4", "name: @%@host@%@.@%@domain@%@")
                .layer("base.conf", "host: mx", "mail/box/Sent Items: \\Sent", "empty: ", "say: it's $5", "1st: a")
                .layer("base-forced.conf", "mail/limit: 7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "get host | mx\\n",
                "get empty | \\n",
                "get nothing | ~~",
                "get mail/limit | 7\\n",
                "get mail/limit ignored | 7\\n",
                "get name | mx.\\n",
                "get -- host | mx\\n",
                "--shell get host | host=mx\\n",
                "--shell get empty | empty=''\\n",
                "--shell get nothing | ~~",
                "shell host | host=mx\\n",
                "shell mail/.* | mail_box_Sent_Items='\\Sent'\\nmail_limit=7\\nmail_unset=''\\n",
                "shell say 1st nothing | _1st=a\\nsay='it'\"'\"'s $5'\\n",
                "--shell search --brief ^empty$ | empty=''\\n",
                "--shell search ^mail/unset$ mail/box/X | mail_unset=''\\n",
                "--shell search --non-empty ^mail/unset$ ^empty$ | ~~",
                "--keys-only search mail/limit | mail/limit\\n",
                "--keys-only --shell search host | host=''\\n",
                "search --brief mail/limit | mail/limit: 7\\n",
                "search --brief mail.limit | mail/limit: 7\\n",
                "search --brief limit unset | mail/limit: 7\\nmail/unset: <empty>\\n",
                "search --brief --non-empty limit unset | mail/limit: 7\\n",
                "search --brief --non-empty ^empty | ~~",
                "search --brief ^empty | ~empty: \\n~",
                "search --brief --value ^mx$ | host: mx\\n",
                "search --brief --value mail/limit | ~~",
                "search --brief --all yet | mail/unset: <empty>\\n",
                "search --brief --all available | ~~",
                "search --brief --non-empty --category service-mail | mail/box/Sent Items: \\Sent\\nmail/limit: 7\\n",
                "search --brief --category service-mail unset | mail/unset: <empty>\\n",
                "search --brief --category service-mail host | ~~",
                "search --brief mail/box/X | mail/box/.*: <empty>\\n",
                "search nowhere | ~~",
                "search host | host: mx\\n\\n",
                "search mail/limit | mail/limit: 7\\n How many.\\n\\n",
                "search --verbose unset | mail/unset: <empty>\\n Nothing yet.\\n Categories: service-mail,other\\n\\n",
                "search --brief --verbose host | host: mx\\n\\n",
                "info mail/limit | mail/limit: 7\\n How many.\\n Categories: service-mail\\n Default: 4\\n Type: int(min=1, max=9)\\n\\n",
                "info mail/unset | mail/unset: <empty>\\n Nothing yet.\\n Categories: service-mail,other\\n Default: (not set)\\n Type: str\\n\\n",
                "info host | host: mx\\n\\n",
                "info empty | empty: \\n\\n",
            })
    void aVerbPrints(String line, String expected) {
        var result = terminal.run(line.split(" "));
        assertEquals("", result.err());
        assertEquals(expected.replace("\\n", "\n"), result.out());
        assertEquals(0, result.code());
    }

    @Test
    void dumpPrintsAllThatCountsInOrder() {
        assertEquals("""
                1st: a
                empty:\s
                host: mx
                mail/box/Sent Items: \\Sent
                mail/limit: 7
                name: mx.
                say: it's $5
                """, terminal.run("dump").out());
        assertEquals(
                "1st\nempty\nhost\nmail/box/Sent Items\nmail/limit\nname\nsay\n",
                terminal.run("--keys-only", "dump").out());
    }

    @Test
    void linesAreSortedAsWholeLines() throws IOException {
        terminal.layer("base.conf", "a: 1", "a/b: 2", "a b: 3")
                .layer("base-defaults.conf")
                .layer("base-forced.conf");
        assertEquals("a b: 3\na/b: 2\na: 1\n", terminal.run("dump").out());
    }

    @Test
    void keysThatAreTheSameForAShellAreBothPrinted() throws IOException {
        terminal.layer("base.conf", "a/b: 1", "a-b: 2");
        assertEquals("a_b=2\na_b=1\n", terminal.run("shell", "a.b").out());
    }

    @Test
    void aLetterIsOneInAnyLanguage() throws IOException {
        terminal.layer("base.conf", "street: Große Straße", "house: 7 B");
        assertEquals(
                "street: Große Straße\n",
                terminal.run("search", "--brief", "--value", "^\\w{5} \\w{6}$").out());
        assertEquals(
                "street: Große Straße\n",
                terminal.run("search", "--brief", "--value", "(?i)GROßE").out());
    }

    @Test
    void aPatternIsToldOnlyForKeysThatAreSet() {
        var known = terminal.run("info", "mail/box/Sent Items");
        assertEquals(
                "mail/box/Sent Items: \\Sent", known.out().lines().findFirst().orElse(""));
        var unknown = terminal.run("info", "mail/box/Other", "host");
        assertEquals("W: Unknown key: \"mail/box/Other\"\n", unknown.err());
        assertEquals("host: mx", unknown.out().lines().findFirst().orElse(""));
        assertEquals(0, unknown.code());
    }

    @Test
    void descriptionsAreGermanWhereTheLanguageIs() {
        terminal.with("LANG", "de_DE.UTF-8");
        assertEquals(
                "mail/limit: 7\n Wie viele für alle.\n\n",
                terminal.run("search", "mail/limit").out());
    }

    @Test
    void variablesOfTheRegistryShortenAndExtendTheList() throws IOException {
        terminal.layer("base-ldap.conf", "ucr/output/brief: yes", "ucr/output/scope: yes");
        assertEquals(
                "mail/limit (forced): 7\n", terminal.run("search", "mail/limit").out());
    }

    @Test
    void aPatternIsNoRegularExpressionBesideItsDots() throws IOException {
        terminal.describe("[mail/(old/.*]\nType=str\n[mail/o.d/.*]\nType=str\n");
        assertEquals(
                "mail/(old/.*: <empty>\nmail/o.d/.*: <empty>\n",
                terminal.run("search", "--brief", "mail/[(]?o").out());
        assertEquals("", terminal.run("search", "--brief", "mail/old/x").out());
        assertEquals(
                "mail/o.d/.*: <empty>\n",
                terminal.run("search", "--brief", "mail/o.d/x").out());
    }

    @Test
    void aValueThatIsTooLongForAnExpressionIsToldAsSuch() throws IOException {
        terminal.layer("base.conf", "long: " + "x".repeat(200_000));
        var result = terminal.run("search", "--value", "(x|y)*z");
        assertEquals(
                "E: a value is too long for the regular expression",
                result.err().lines().findFirst().orElse(""));
        assertEquals(1, result.code());
    }

    @Test
    void aTemplateIsFilledWhereverThePackagesAreSeenFrom() throws IOException {
        var templates = terminal.root().resolve("etc/univention/templates");
        var program = templates.resolve("modules/tell");
        Files.createDirectories(program.getParent());
        Files.createFile(program, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        var target = Files.createDirectories(templates.resolve("files/etc")).resolve("some");
        Files.writeString(target, "host @%@host@%@");
        var info = Files.createDirectories(templates.resolve("info")).resolve("some.info");
        Files.writeString(info, "Type: file\nFile: etc/some\nPostinst: tell\n");
        var root = terminal.root().resolve("../root").toString();
        assertEquals(
                new Terminal.Result(0, "host mx\n", ""),
                terminal.runWith("host @%@host@%@\n", "--root", root, "filter"));
    }

    @Test
    void aTemplateInAnotherEncodingIsNotFilledWithSomethingElse() {
        var latin = "M\u00fcller at @%@host@%@\n".getBytes(StandardCharsets.ISO_8859_1);
        var result = terminal.runWith(latin, "filter");
        assertEquals("", result.out());
        assertEquals(
                "E: the template is not UTF-8", result.err().lines().findFirst().orElse(""));
        assertEquals(1, result.code());
    }

    @Test
    void aFileOfItsOwnHidesAllLayers() throws IOException {
        var file = folder.resolve("mine.conf");
        Files.writeString(file, "# mine\n\nhost: other");
        terminal.with("UNIVENTION_BASECONF", file.toString());
        assertEquals("host: other\n", terminal.run("dump").out());
        assertEquals("", terminal.run("get", "mail/limit").out());
    }

    @Test
    void readingWritesNothing() throws IOException {
        var empty = new Terminal(folder.resolve("empty"));
        assertEquals("", empty.run("get", "x").out());
        assertEquals("", empty.run("dump").out());
        assertFalse(Files.exists(empty.root().resolve("etc")));
    }
}
