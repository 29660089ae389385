package org.mailloft.ucr.apply;

import java.util.ArrayList;
import java.util.List;

/**
 * The difference of two texts as {@code diff -u} prints it. What both have at the beginning and at the end is set aside
 * first; between that the longest common subsequence is found by a table, which is fine for configuration files. A middle
 * that would need too big a table is shown as replaced as a whole.
 */
final class UnifiedDiff {

    private static final int CONTEXT = 3;
    private static final long MOST_CELLS = 4_000_000;
    private static final String NO_NEWLINE = "\\ No newline at end of file";

    /** A line of the result: {@code ' '}, {@code '-'} or {@code '+'} and the text. */
    private record Line(char mark, String text) {}

    private final List<String> before;
    private final List<String> after;
    private final List<Line> lines = new ArrayList<>();

    private UnifiedDiff(String before, String after) {
        this.before = split(before);
        this.after = split(after);
    }

    /** @return empty when the texts are the same */
    static String of(String oldName, String before, String newName, String after) {
        if (before.equals(after)) {
            return "";
        }
        var diff = new UnifiedDiff(before, after);
        diff.compare();
        return "--- " + oldName + "\n+++ " + newName + "\n" + diff.print();
    }

    /** A last line without an end is not the same as one with it. */
    private static List<String> split(String text) {
        var lines = new ArrayList<>(List.of(text.split("\n", -1)));
        var last = lines.removeLast();
        if (!last.isEmpty()) {
            lines.add(last + "\n" + NO_NEWLINE);
        }
        return lines;
    }

    private void compare() {
        int start = 0;
        while (start < before.size()
                && start < after.size()
                && before.get(start).equals(after.get(start))) {
            lines.add(new Line(' ', before.get(start++)));
        }
        int endBefore = before.size();
        int endAfter = after.size();
        while (endBefore > start
                && endAfter > start
                && before.get(endBefore - 1).equals(after.get(endAfter - 1))) {
            endBefore--;
            endAfter--;
        }
        middle(before.subList(start, endBefore), after.subList(start, endAfter));
        before.subList(endBefore, before.size()).forEach(line -> lines.add(new Line(' ', line)));
    }

    private void middle(List<String> old, List<String> now) {
        if ((long) old.size() * now.size() > MOST_CELLS) {
            old.forEach(line -> lines.add(new Line('-', line)));
            now.forEach(line -> lines.add(new Line('+', line)));
            return;
        }
        var common = table(old, now);
        int i = 0;
        int j = 0;
        while (i < old.size() || j < now.size()) {
            if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
                lines.add(new Line(' ', old.get(i++)));
                j++;
            } else if (j == now.size() || i < old.size() && common[i + 1][j] >= common[i][j + 1]) {
                lines.add(new Line('-', old.get(i++)));
            } else {
                lines.add(new Line('+', now.get(j++)));
            }
        }
    }

    /** How many lines the rests from i and j on have in common. */
    private static int[][] table(List<String> old, List<String> now) {
        var common = new int[old.size() + 1][now.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = now.size() - 1; j >= 0; j--) {
                common[i][j] = old.get(i).equals(now.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    private String print() {
        var text = new StringBuilder();
        int oldLine = 0;
        int newLine = 0;
        int i = 0;
        while (i < lines.size()) {
            int change = nextChange(i);
            if (change == lines.size()) {
                break;
            }
            int start = Math.max(i, change - CONTEXT);
            oldLine += start - i;
            newLine += start - i;
            int end = endOfHunk(change);
            var hunk = lines.subList(start, end);
            int olds = (int) hunk.stream().filter(line -> line.mark() != '+').count();
            int news = (int) hunk.stream().filter(line -> line.mark() != '-').count();
            text.append("@@ -").append(range(oldLine, olds)).append(" +").append(range(newLine, news));
            text.append(" @@\n");
            hunk.forEach(line -> text.append(line.mark()).append(line.text()).append('\n'));
            oldLine += olds;
            newLine += news;
            i = end;
        }
        return text.toString();
    }

    private int nextChange(int from) {
        int i = from;
        while (i < lines.size() && lines.get(i).mark() == ' ') {
            i++;
        }
        return i;
    }

    /** Changes that are near share their context. */
    private int endOfHunk(int change) {
        int last = change;
        for (int i = change; i < lines.size() && i - last <= 2 * CONTEXT + 1; i++) {
            if (lines.get(i).mark() != ' ') {
                last = i;
            }
        }
        return Math.min(lines.size(), last + 1 + CONTEXT);
    }

    private static String range(int line, int count) {
        // an empty range is named by the line before it
        int first = count == 0 ? line : line + 1;
        return count == 1 ? Integer.toString(first) : first + "," + count;
    }
}
