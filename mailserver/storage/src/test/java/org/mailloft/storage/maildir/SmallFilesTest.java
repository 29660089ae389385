package org.mailloft.storage.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailloft.conf.TabEscape;

/** Keywords and subscriptions, with files as Dovecot wrote them. */
class SmallFilesTest {

    @Test
    void keywordsHaveTheLettersTheFileSays() {
        var file = keywords("0 kw1\n1 $Forwarded\n25 last\n");
        assertEquals(0, file.letterOf("KW1"));
        assertEquals(25, file.letterOf("last"));
        assertEquals(-1, file.letterOf("other"));
        assertEquals("$Forwarded", file.nameOf(1));
        assertEquals("unknown-2", file.nameOf(2));
        assertEquals("0 kw1\n1 $Forwarded\n25 last\n", text(file.octets()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0kw1\n", "26 x\n", "0 \n", "-1 x\n", "999999999999 x\n", " x\n", "0x x\n", "\n\n"})
    void keywordLinesThatMakeNoSenseArePassedOver(String file) {
        assertEquals(KeywordsFile.EMPTY, keywords(file));
    }

    @Test
    void ofAKeywordNamedTwiceTheFirstLetterCounts() {
        assertEquals("0 a\n2 c\n", text(keywords("0 a\n1 A\n2 c\n").octets()));
    }

    @Test
    void newKeywordsTakeTheFirstFreeLetterUntilNoneIsLeft() {
        var file = keywords("0 a\n2 c\n").with("b");
        assertEquals("0 a\n1 b\n2 c\n", text(file.octets()));
        assertSame(file, file.with("B"));
        for (int i = 0; i < 40; i++) {
            file = file.with("more" + i);
        }
        assertEquals(25, file.letterOf("more22"));
        assertEquals(-1, file.letterOf("more23"));
    }

    @Test
    void subscriptionsVersionTwo() {
        var file = "V\t2\n\nDrafts\nx\ty\na\001tb\n";
        var read = subscriptions(file);
        assertEquals(List.of(List.of("Drafts"), List.of("x", "y"), List.of("a\tb")), read.names());
        assertEquals(file, text(read.octets()));
        assertEquals(
                file + "M&APw-ller\tz\n",
                text(read.with(List.of("M&APw-ller", "z")).octets()));
        assertEquals(
                "V\t2\n\nDrafts\na\001tb\n",
                text(read.without(List.of("x", "y")).octets()));
    }

    @Test
    void subscriptionsVersionOneStayVersionOne() {
        var read = subscriptions("INBOX\nx.y\n\nx.y\n");
        assertEquals(List.of(List.of("INBOX"), List.of("x", "y")), read.names());
        assertEquals("INBOX\nx.y\nz.a\n", text(read.with(List.of("z", "a")).octets()));
    }

    @Test
    void aNewSubscriptionsFileIsVersionTwo() {
        assertEquals(
                "V\t2\n\nx\ty\n",
                text(Subscriptions.NONE.with(List.of("x", "y")).octets()));
        assertEquals(Subscriptions.NONE, subscriptions(""));
    }

    @Test
    void subscribingTwiceChangesNothing() {
        var read = subscriptions("V\t2\n\nx\n");
        assertSame(read, read.with(List.of("x")));
        assertSame(read, read.without(List.of("y")));
    }

    @Property
    void tabEscapeIsUndone(@ForAll String text) {
        var escaped = TabEscape.escape(text);
        assertEquals(text, TabEscape.unescape(escaped));
        assertEquals(-1, escaped.indexOf('\t'));
        assertEquals(-1, escaped.indexOf('\n'));
    }

    @Test
    void halfAnEscapeIsDropped() {
        assertEquals("ax", TabEscape.unescape("a\001x"));
        assertEquals("a", TabEscape.unescape("a\001"));
    }

    private static KeywordsFile keywords(String file) {
        return KeywordsFile.parse(file.getBytes(StandardCharsets.UTF_8));
    }

    private static Subscriptions subscriptions(String file) {
        return Subscriptions.parse(file.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8);
    }
}
