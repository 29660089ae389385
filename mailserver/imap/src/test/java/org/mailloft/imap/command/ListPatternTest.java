package org.mailloft.imap.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailloft.storage.MailboxName;

class ListPatternTest {

    private static boolean matches(String reference, String pattern, String name) {
        return matches(reference, pattern, name, false);
    }

    private static boolean matches(String reference, String pattern, String name, boolean utf8) {
        return ListPattern.of(
                        reference.getBytes(StandardCharsets.UTF_8), pattern.getBytes(StandardCharsets.UTF_8), '/', utf8)
                .matches(MailboxName.of(name, '/'));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            *          | INBOX      | true
            *          | a/b/c      | true
            %          | a          | true
            %          | a/b        | false
            %/%        | a/b        | true
            %/%        | a/b/c      | false
            a*c        | abc        | true
            a*c        | a/b/c      | true
            a%c        | abbc       | true
            a%c        | a/c        | false
            *b*        | abc        | true
            *%*        | a/b        | true
            %%         | a/b        | false
            a/*        | a          | false
            abc        | ABC        | false
            inbox      | INBOX      | true
            iNb%       | INBOX      | true
            inbox/%    | INBOX/x    | true
            inbox/%    | Inbox/x    | true
            inboxes    | inboxes    | true
            Entw&APw-* | Entwürfe   | true
            Entw&*     | Entwürfe   | true
            Entwürfe   | Entwürfe   | false
            """)
    void wildcards(String pattern, String name, boolean expected) {
        assertEquals(expected, matches("", pattern, name));
    }

    @Test
    void theReferenceStandsInFront() {
        assertTrue(matches("a/", "%", "a/b"));
        assertFalse(matches("a/", "%", "b"));
        assertTrue(matches("inbox/", "*", "INBOX/b"));
    }

    @Test
    void namesMayBeUtf8() {
        assertTrue(matches("", "Entw*", "Entwürfe", true));
        assertTrue(matches("Entwü", "%", "Entwürfe", true));
        assertTrue(matches("", "&APw-", "&APw-", true));
        assertFalse(matches("", "Entw&*", "Entwürfe", true));
    }

    @Test
    void manyWildcardsCostLittle() {
        var hostile = "*a%".repeat(10_000);
        assertFalse(matches("", hostile, "a".repeat(200)));
        assertFalse(matches("", "*a".repeat(100) + "b", "a".repeat(200)));
    }
}
