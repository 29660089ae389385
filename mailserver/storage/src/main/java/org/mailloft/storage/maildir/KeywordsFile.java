package org.mailloft.storage.maildir;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Content of {@code dovecot-keywords}: which keyword each of the letters {@code a} to {@code z} stands for, a line
 * {@code <0 to 25> <name>} each. Immutable. Names are never taken out, so a letter keeps its meaning.
 *
 * @param names by letter; empty where a letter is free
 */
record KeywordsFile(List<String> names) {

    static final String FILE_NAME = "dovecot-keywords";

    private static final String UNKNOWN = "unknown-";

    static final KeywordsFile EMPTY = new KeywordsFile(List.of());

    KeywordsFile {
        var padded = new String[MaildirName.KEYWORD_LETTERS];
        Arrays.fill(padded, "");
        for (int i = 0; i < names.size(); i++) {
            padded[i] = names.get(i);
        }
        names = List.of(padded);
    }

    /** Lines without a space, above 25, empty and repeated names are passed over, as in Dovecot. */
    static KeywordsFile parse(byte[] file) {
        var names = new String[MaildirName.KEYWORD_LETTERS];
        Arrays.fill(names, "");
        for (var line : new String(file, StandardCharsets.UTF_8).split("\n")) {
            int space = line.indexOf(' ');
            if (space < 1 || space > 2 || !line.chars().limit(space).allMatch(c -> c >= '0' && c <= '9')) {
                continue;
            }
            int letter = Integer.parseInt(line.substring(0, space));
            var name = line.substring(space + 1);
            if (letter < names.length && !name.isEmpty() && indexIn(Arrays.asList(names), name) < 0) {
                names[letter] = name;
            }
        }
        return new KeywordsFile(Arrays.asList(names));
    }

    byte[] octets() {
        var out = new StringBuilder();
        for (int letter = 0; letter < names.size(); letter++) {
            if (!names.get(letter).isEmpty()) {
                out.append(letter).append(' ').append(names.get(letter)).append('\n');
            }
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Number of the letter that stands for this keyword in any case of letters, or -1. */
    int letterOf(String keyword) {
        int letter = indexIn(names, keyword);
        return letter < 0 && keyword.startsWith(UNKNOWN) ? unknownLetter(keyword) : letter;
    }

    private int unknownLetter(String keyword) {
        for (int letter = 0; letter < names.size(); letter++) {
            if (names.get(letter).isEmpty() && keyword.equals(UNKNOWN + letter)) {
                return letter;
            }
        }
        return -1;
    }

    /** What the letter with this number stands for; Dovecot's made-up name when nobody ever said. */
    String nameOf(int letter) {
        var name = names.get(letter);
        return name.isEmpty() ? UNKNOWN + letter : name;
    }

    /** With a letter for this keyword; the same when it has one already or no letter is left. */
    KeywordsFile with(String keyword) {
        int free = names.indexOf("");
        if (free < 0 || letterOf(keyword) >= 0) {
            return this;
        }
        var more = new java.util.ArrayList<>(names);
        more.set(free, keyword);
        return new KeywordsFile(more);
    }

    private static int indexIn(List<String> names, String keyword) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(keyword)) {
                return i;
            }
        }
        return -1;
    }
}
