package org.mailloft.storage.acl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The server's own access rights, in one file: a line for each mailbox pattern and identifier. They come on top of those
 * that lie with the mailboxes. Immutable.
 */
public final class GlobalAcls {

    public static final GlobalAcls NONE = new GlobalAcls(List.of(), List.of());

    /** @param entry empty when the line cannot be read beyond the pattern */
    private record Line(int number, Pattern mailboxes, Optional<AclEntry> entry) {}

    private final List<Line> lines;
    private final List<String> problems;

    private GlobalAcls(List<Line> lines, List<String> problems) {
        this.lines = List.copyOf(lines);
        this.problems = List.copyOf(problems);
    }

    /**
     * {@code pattern SP identifier SP rights}, pattern and identifier in quotes when there is a space in them; {@code *}
     * in the pattern is any text, {@code ?} any character. A line that cannot be read is a problem of the mailboxes it
     * names, not of all others.
     */
    public static GlobalAcls parse(byte[] file) {
        var lines = new ArrayList<Line>();
        var problems = new ArrayList<String>();
        int number = 0;
        for (var line : new String(file, StandardCharsets.UTF_8).split("\n")) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            try {
                lines.add(line(line.replace('\t', ' '), number, problems));
            } catch (BadAcl e) {
                problems.add("line " + number + ": " + e.getMessage());
            }
        }
        return new GlobalAcls(lines, problems);
    }

    /** @throws BadAcl when it does not even name a mailbox */
    private static Line line(String text, int number, List<String> problems) {
        var cut = AclFile.Quoted.cut(text);
        var mailboxes = wildcards(cut.first());
        try {
            if (cut.rest().isBlank()) {
                throw new BadAcl("No ACL identifier");
            }
            return new Line(
                    number, mailboxes, Optional.of(AclFile.parseLine(cut.rest()).asGlobal()));
        } catch (BadAcl e) {
            problems.add("line " + number + ": " + e.getMessage());
            return new Line(number, mailboxes, Optional.empty());
        }
    }

    /** What is wrong with the file, for its log. */
    List<String> problems() {
        return problems;
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

    /**
     * All entries for a mailbox, by the name under which the user sees it; empty when one of them cannot be read, because
     * nobody shall have rights by accident.
     */
    Optional<Acl> of(String mailbox) {
        var entries = new ArrayList<AclEntry>();
        for (var line : lines) {
            if (line.mailboxes.matcher(mailbox).matches()) {
                if (line.entry.isEmpty()) {
                    return Optional.empty();
                }
                entries.add(line.entry.get());
            }
        }
        return Optional.of(entries.isEmpty() ? Acl.NONE : Acl.of(entries));
    }

    /** Numbers of the lines that speak of somebody in a mailbox. */
    List<Integer> linesAbout(AclIdentifier identifier, String mailbox) {
        return lines.stream()
                .filter(line -> line.mailboxes.matcher(mailbox).matches())
                .filter(line -> line.entry
                        .filter(entry -> entry.identifier().equals(identifier))
                        .isPresent())
                .map(Line::number)
                .toList();
    }

    /** Numbers of the lines for a mailbox that cannot be read. */
    List<Integer> unreadable(String mailbox) {
        return lines.stream()
                .filter(line ->
                        line.entry.isEmpty() && line.mailboxes.matcher(mailbox).matches())
                .map(Line::number)
                .toList();
    }
}
