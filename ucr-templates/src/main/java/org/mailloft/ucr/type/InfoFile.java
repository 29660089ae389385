package org.mailloft.ucr.type;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.mailloft.ucr.SmallFile;

/**
 * An INI file, found out in two steps: opening it only finds where each section is and whether it has a {@code Default}; a
 * section is read when somebody asks for it. One change of the registry needs one description of hundreds, and the whole
 * list of defaults.
 */
final class InfoFile {

    private final Path path;
    private final byte[] octets;
    private final List<Section> sections = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    private InfoFile(Path path, byte[] octets) {
        this.path = path;
        this.octets = octets;
    }

    /** One that cannot be read has no sections but a problem. */
    static InfoFile open(Path path) {
        byte[] octets;
        try {
            octets = SmallFile.read(path).orElseThrow(() -> new NoSuchFileException(path.toString()));
        } catch (IOException e) {
            var none = new InfoFile(path, new byte[0]);
            none.problems.add(new Problem(path, 0, "cannot be read: " + e.getMessage()));
            return none;
        }
        boolean ended = octets.length > 0 && octets[octets.length - 1] == '\n';
        if (!ended) {
            octets = Arrays.copyOf(octets, octets.length + 1);
            octets[octets.length - 1] = '\n';
        }
        var file = new InfoFile(path, octets);
        file.findSections();
        return file;
    }

    Path path() {
        return path;
    }

    /** File name without its suffix: the package. */
    String origin() {
        var name = path.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    List<Section> sections() {
        return sections;
    }

    /** What is wrong with the lines that are heads of sections, or before the first. */
    List<Problem> problems() {
        return problems;
    }

    private void findSections() {
        Section current = null;
        int line = 0;
        for (int start = 0; start < octets.length; ) {
            int end = endOfLine(start);
            line++;
            byte first = start < end ? octets[start] : (byte) '\n';
            if (first == '[') {
                current = section(start, end, line);
            } else if (current != null) {
                current.end = end;
                if (isDefault(start, end)) {
                    current.defaultAt = start;
                }
            } else if (first != '#' && first != ';' && !text(start, end).isBlank()) {
                problems.add(new Problem(path, line, "is before the first section"));
            }
            start = end + 1;
        }
    }

    private Section section(int start, int end, int line) {
        var head = text(start, end).strip();
        boolean closed = head.length() > 2 && head.endsWith("]");
        if (!closed) {
            problems.add(new Problem(path, line, "is no section: expected [name]"));
        }
        var section = new Section(closed ? head.substring(1, head.length() - 1).strip() : "", line, end);
        if (closed) {
            sections.add(section);
        }
        return section;
    }

    private boolean isDefault(int start, int end) {
        return end - start > 7
                && (octets[start] | 0x20) == 'd'
                && (octets[start + 3] | 0x20) == 'a'
                && isAfterKey(octets[start + 7])
                && text(start, start + 7).equalsIgnoreCase("default");
    }

    private static boolean isAfterKey(byte octet) {
        return octet == '=' || octet == ':' || isBlank(octet);
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    /** There always is one: the only loop over all octets, and it mostly runs before any compiler has seen it. */
    private int endOfLine(int from) {
        var all = octets;
        int at = from;
        while (all[at] != '\n') {
            at++;
        }
        return at;
    }

    private String text(int start, int end) {
        return new String(octets, start, end - start, StandardCharsets.UTF_8);
    }

    /** One section; its keys are in lower case. */
    final class Section {

        private final String name;
        private final int line;
        private final int start;
        private int end;
        private int defaultAt = -1;

        private Section(String name, int line, int start) {
            this.name = name;
            this.line = line;
            this.start = start;
            this.end = start;
        }

        String name() {
            return name;
        }

        /** Where its head is, from 1. */
        int line() {
            return line;
        }

        Path path() {
            return path;
        }

        String origin() {
            return InfoFile.this.origin();
        }

        /** The value of {@code Default}, as a rule without reading the section; empty when there is none, or it is empty. */
        Optional<String> byDefault() {
            if (defaultAt < 0) {
                return Optional.empty();
            }
            int lineEnd = endOfLine(defaultAt);
            if (lineEnd < end && isBlank(octets[lineEnd + 1])) {
                return Optional.ofNullable(read(_ -> {}).get("default")).filter(value -> !value.isEmpty());
            }
            var text = text(defaultAt, lineEnd);
            int separator = separator(text);
            return separator < 0 || !text.substring(0, separator).strip().equalsIgnoreCase("default")
                    ? Optional.empty()
                    : Optional.of(text.substring(separator + 1).strip()).filter(value -> !value.isEmpty());
        }

        /** Its keys and values, with what is wrong in it told to {@code report}. */
        Map<String, String> read(Consumer<Problem> report) {
            var values = new LinkedHashMap<String, String>();
            int number = line;
            String last = null;
            for (var text : text(Math.min(start + 1, end), end).split("\n", -1)) {
                number++;
                if (text.isBlank() || text.startsWith("#") || text.startsWith(";")) {
                    continue;
                }
                if (Character.isWhitespace(text.charAt(0)) && last != null) {
                    values.merge(last, text.strip(), (before, more) -> before + " " + more);
                    continue;
                }
                int separator = separator(text);
                if (separator < 1) {
                    report.accept(new Problem(path, number, "expected Key=value"));
                    continue;
                }
                last = text.substring(0, separator).strip().toLowerCase(Locale.ROOT);
                if (values.put(last, text.substring(separator + 1).strip()) != null) {
                    report.accept(new Problem(path, number, "repeats " + last + " of the same section"));
                }
            }
            return values;
        }
    }

    private static int separator(String line) {
        int equals = line.indexOf('=');
        int colon = line.indexOf(':');
        return equals < 0 || colon >= 0 && colon < equals ? colon : equals;
    }
}
