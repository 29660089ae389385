package org.mailloft.ucr.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RendererTest {

    @TempDir
    Path folder;

    private Workshop workshop;

    @BeforeEach
    void open() {
        workshop = new Workshop(folder);
    }

    private TemplateFailure failure(String body, Map<String, String> values) {
        return assertThrows(TemplateFailure.class, () -> workshop.print("dovecot", body, values));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "${ucr[\"a/b\"]}|two words",
                "${ucr[\"unset\"]!\"otherwise\"}|otherwise",
                "${isTrue(\"yes\")}|yes",
                "${isTrue(\"a/b\")}|no",
                "${isTrue(\"unset\", true)}|yes",
                "${number(\"n\")}|12345",
                "${number(\"unset\", 400)}|400",
                "${number(\"n\") + 1}|12346",
                "<#list words(\"a/b\") as word>[${word}]</#list>|[two][words]",
                "<#list words(\"list\", \",\") as word>[${word}]</#list>|[a][b c]",
                "<#list family(\"f/\") as f>${f.name}=${f.value};</#list>|1=one;2=two;",
                "${path(\"/etc/x\")}|/srv/etc/x",
                "${path(\"syslog\")}|syslog",
                "x${ucr[\"unset\"]!}y|xy",
                "@%@a/b@%@-@%@unset@%@|two words-",
                "${\"@%@a/b@%@!\"}|two words!",
            })
    void expressionsPrint(String body, String expected) {
        var values = Map.of(
                "a/b",
                "two words",
                "yes",
                "enabled",
                "n",
                "12345",
                "list",
                "a,, b c ,",
                "f/2",
                "two",
                "f/1",
                "one",
                "mailloft/prefix",
                "/srv");
        assertEquals(expected + "\n", workshop.print("text", body + "\n", values));
    }

    @Test
    void unsetVariableIsNamed() {
        var failure = failure("\n\nx = ${ucr[\"a/b\"]}\n", Map.of());
        assertEquals(Optional.of("a/b"), failure.variable());
        assertEquals(4, failure.line());
        assertTrue(failure.source().endsWith("files/etc/x"));
        assertEquals("The variable is not set.", failure.getMessage());
    }

    @Test
    void valueThatCannotBePrintedIsNamed() {
        var failure =
                failure("x = ${\"maildir:\" + ucr[\"bad\"] + ucr[\"good\"]}\n", Map.of("bad", "a\nb", "good", "x"));
        assertEquals(Optional.of("bad"), failure.variable());
        assertEquals(2, failure.line());
    }

    @Test
    void valuesAreNeverParsedAgain() {
        var nasty = "${ucr['other']}@%@other@%@<#stop>";
        assertEquals("\"" + nasty + "\"\n", workshop.print("sieve", "@%@a@%@\n", Map.of("a", nasty, "other", "x")));
    }

    @Test
    void variableThatTheTextDoesNotShowIsRefused() {
        var failure = failure("<#assign key = \"a\" + \"b\">\nx = ${ucr[key]!}\n", Map.of());
        assertEquals(Optional.of("ab"), failure.variable());
        assertEquals(3, failure.line());
    }

    @Test
    void headNamesTemplateAndVariables() {
        var text = workshop.print("text", "${head(\"# \")}\n${ucr[\"b/key\"]!}${family(\"a/\")?size}\n", Map.of());
        var lines = text.lines().toList();
        assertTrue(lines.get(0).startsWith("# Written by ucr. Do not edit"), lines.get(0));
        assertTrue(lines.get(1).startsWith("# Von ucr geschrieben. Bitte nicht bearbeiten"), lines.get(1));
        assertTrue(lines.contains("# \t" + workshop.share().resolve("templates/files/etc/x")));
        assertTrue(lines.contains("# \tb/key"));
        assertTrue(lines.contains("# \ta/.*"));
    }

    @Test
    void secretIsReadBelowTheRootAndMissingWithoutTheFile() {
        assertEquals("none\n", workshop.print("text", "${secret(\"/etc/s\")!\"none\"}\n", Map.of()));
        workshop.rootFile("etc/s", "word\nsecond line\n");
        assertEquals("word\n", workshop.render("etc/x", Map.of()));
        assertEquals(2, failure("${secret(\"/etc/../../s\")}\n", Map.of()).line());
    }

    @Test
    void localFileIsPrintedAsItIs() {
        workshop.rootFile("etc/x.local", "a = ${b} <#if>\n");
        assertEquals("a = ${b} <#if>\n\n", workshop.print("dovecot", "${localFile(\"/etc/x.local\")}\n", Map.of()));
    }

    @Test
    void contentOfIsNeverQuoted() {
        var body = "key = ${contentOf(path(ucr[\"file\"]))}\n";
        assertEquals(
                "key = </srv/a b.pem\n",
                workshop.print("dovecot", body, Map.of("file", "/a b.pem", "mailloft/prefix", "/srv")));
        assertEquals(Optional.of("file"), failure(body, Map.of("file", "/a #b")).variable());
    }

    @Test
    void quotedValueStandsAlone() {
        assertEquals(
                Optional.of("a"),
                failure("k = x${ucr[\"a\"]}\n", Map.of("a", "#")).variable());
        assertEquals(2, failure("k = ${ucr[\"a\"]}x\n", Map.of("a", "#")).line());
        assertEquals(2, failure("k = \"${ucr[\"a\"]}\"\n", Map.of("a", "plain")).line());
    }

    @Test
    void numberThatIsNoneAndRefusalNameTheVariable() {
        assertEquals(
                Optional.of("n"),
                failure("k = ${number(\"n\")}\n", Map.of("n", "1x")).variable());
        var refused = failure("\n${refuse(\"a/b\", \"is too long\")}\n", Map.of());
        assertEquals(Optional.of("a/b"), refused.variable());
        assertEquals(3, refused.line());
        assertEquals("The value is too long", refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<#if>|2",
                "<#list 1..3 as i>|2",
                "${nothing}|2",
                "${1 + x}|2",
                "${\"a\"?number}|2",
                "<#macro m><@m/></#macro><@m/>|0",
                "<#list 1..100000 as i><#list 1..1000 as j>0123456789</#list></#list>|2",
            })
    void mistakeOfATemplateIsOneSentenceWithItsLine(String body, int line) {
        var failure = failure(body + "\n", Map.of());
        assertEquals(line, failure.line(), failure.getMessage());
        assertFalse(failure.getMessage().contains("\n"), failure.getMessage());
        assertFalse(failure.getMessage().contains("stack"), failure.getMessage());
    }

    @Test
    void templateWithoutAnEndIsStopped() {
        workshop.target("etc/x", "<#ftl output_format=\"text\">\n<#list 1.. as i><#if isTrue(\"a\")></#if></#list>\n");
        var tree = RenderedTree.in(workshop.share(), workshop.root());
        var renderer = new Renderer(tree.catalog(), tree.root(), Duration.ofMillis(20));
        var target = tree.catalog().targets().getFirst();
        var failure = assertThrows(TemplateFailure.class, () -> renderer.render(target, tree.values(Map.of())));
        assertEquals("It takes longer than 20 ms.", failure.getMessage());
    }

    @Test
    void mistakeOfALibraryNamesTheLibrary() {
        workshop.library("l.ftl", "\n\n${ucr[\"a\"]}\n");
        var failure = failure("<#include \"/lib/l.ftl\">\n", Map.of());
        assertTrue(failure.source().endsWith("lib/l.ftl"), failure.source().toString());
        assertEquals(3, failure.line());
    }

    @Test
    void userAndGroupMayNameVariables() {
        workshop.template("etc/x", "<#ftl output_format=\"text\">\n")
                .info("x.info", "Type: file\nFile: etc/x\nUser: @%@u@%@\nMode: 0600\n");
        var tree = RenderedTree.in(workshop.share(), workshop.root());
        var target = tree.catalog().targets().getFirst();
        var renderer = new Renderer(tree.catalog(), tree.root());
        var rendered = renderer.render(target, tree.values(Map.of("u", "ann")));
        assertEquals(Optional.of("ann"), rendered.user());
        assertEquals(0600, rendered.mode());
        var failure =
                assertThrows(TemplateFailure.class, () -> renderer.render(target, tree.values(Map.of("u", "a\nb"))));
        assertEquals(Optional.of("u"), failure.variable());
        assertEquals(3, failure.line());
    }

    @Test
    void filterPrintsValuesAsTheyAre() {
        var tree = RenderedTree.in(workshop.share(), workshop.root());
        var renderer = new Renderer(tree.catalog(), tree.root());
        var values = tree.values(Map.of("a", "<#if> @%@b@%@ \"", "b", "x"));
        assertEquals("${x} <#if> @%@b@%@ \"\n@%@", renderer.filter("${x} @%@a@%@\n@%@", values, false));
        assertEquals("x\n", renderer.filter("<#ftl output_format=\"text\">\n${ucr[\"b\"]}\n", values, false));
        assertThrows(TemplateFailure.class, () -> renderer.filter("@!@print(1)@!@", values, false));
        assertEquals("@!@x@!@", renderer.filter("@!@@%@b@%@@!@", values, true));
    }
}
