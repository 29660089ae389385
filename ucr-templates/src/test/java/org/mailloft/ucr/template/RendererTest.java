package org.mailloft.ucr.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
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
}
