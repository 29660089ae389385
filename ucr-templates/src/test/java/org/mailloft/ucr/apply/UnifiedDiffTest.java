package org.mailloft.ucr.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnifiedDiffTest {

    @Test
    void sameTextsHaveNoDifference() {
        assertEquals("", UnifiedDiff.of("a", "x\n", "b", "x\n"));
    }

    @Test
    void aNewFile() {
        assertEquals(
                "--- /dev/null\n+++ b\n@@ -0,0 +1,2 @@\n+one\n+two\n",
                UnifiedDiff.of("/dev/null", "", "b", "one\ntwo\n"));
    }

    @Test
    void threeLinesOfContextAndHunksOfTheirOwn() {
        var before = numbers(30);
        var after = before.replace("\n5\n", "\nfive\n").replace("\n25\n", "\n25\n25a\n");
        assertEquals("""
                --- a
                +++ b
                @@ -2,7 +2,7 @@
                 2
                 3
                 4
                -5
                +five
                 6
                 7
                 8
                @@ -23,6 +23,7 @@
                 23
                 24
                 25
                +25a
                 26
                 27
                 28
                """, UnifiedDiff.of("a", before, "b", after));
    }

    @Test
    void nearChangesShareAHunk() {
        var after = numbers(12).replace("\n2\n", "\n").replace("\n9\n", "\nnine\n");
        assertEquals(1, UnifiedDiff.of("a", numbers(12), "b", after).split("@@ -").length - 1);
        var farther = numbers(12).replace("\n2\n", "\n").replace("\n10\n", "\nten\n");
        assertEquals(2, UnifiedDiff.of("a", numbers(12), "b", farther).split("@@ -").length - 1);
    }

    @Test
    void aMissingEndOfTheLastLineIsADifference() {
        assertEquals(
                "--- a\n+++ b\n@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+x\n",
                UnifiedDiff.of("a", "x", "b", "x\n"));
    }

    private static String numbers(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(n -> n + "\n").collect(Collectors.joining());
    }
}
