package org.mailloft.storage.acl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The server's own access rights, in one file: a line for each mailbox pattern and identifier. They come on top of those
 * that lie with the mailboxes. Immutable.
 */
public final class GlobalAcls {

    public static final GlobalAcls NONE = new GlobalAcls(List.of());

    private record Line(Pattern mailboxes, AclEntry entry) {}

    private final List<Line> lines;

    private GlobalAcls(List<Line> lines) {
        this.lines = List.copyOf(lines);
    }

    /**
     * {@code pattern SP identifier SP rights}, pattern and identifier in quotes when there is a space in them; {@code *}
     * in the pattern is any text, {@code ?} any character.
     *
     * @throws BadAcl with the number of the line
     */
    public static GlobalAcls parse(byte[] file) {
        var lines = new ArrayList<Line>();
        int number = 0;
        for (var line : new String(file, StandardCharsets.UTF_8).split("\n")) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            try {
                var cut = AclFile.Quoted.cut(line.replace('\t', ' '));
                if (cut.rest().isBlank()) {
                    throw new BadAcl("No ACL identifier");
                }
                lines.add(new Line(
                        wildcards(cut.first()), AclFile.parseLine(cut.rest()).asGlobal()));
            } catch (BadAcl e) {
                throw new BadAcl("line " + number + ": " + e.getMessage());
            }
        }
        return new GlobalAcls(lines);
    }

    private static Pattern wildcards(String text) {
        var pattern = new StringBuilder();
        for (char c : text.toCharArray()) {
            pattern.append(
                    switch (c) {
                        case '*' -> ".*";
                        case '?' -> ".";
                        default -> Pattern.quote(String.valueOf(c));
                    });
        }
        return Pattern.compile(pattern.toString(), Pattern.DOTALL);
    }

    /** All entries for a mailbox, by the name under which the user sees it. */
    Acl of(String mailbox) {
        return lines.isEmpty()
                ? Acl.NONE
                : Acl.of(lines.stream()
                        .filter(line -> line.mailboxes.matcher(mailbox).matches())
                        .map(Line::entry)
                        .toList());
    }
}
