package org.mailloft.conf.file;

import java.nio.file.InvalidPathException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The file that is being read, and those that go on behind it: an include is read before the rest of its file. */
final class InputStack {
    private static final int MAX_OPEN_FILES = 256;
    private static final int MAX_FILES = 10_000;

    private final Deque<Input> inputs = new ArrayDeque<>();
    private int filesRead;

    InputStack(Input first) {
        inputs.push(first);
    }

    /** The next line of all, or empty at the end of the first file. */
    Optional<String> nextLine() {
        while (!inputs.isEmpty()) {
            Optional<String> line = inputs.peek().nextLine();
            if (line.isPresent()) {
                return line;
            }
            inputs.pop();
        }
        return Optional.empty();
    }

    /** The file that the present line is from. */
    Input current() {
        return inputs.peek();
    }

    /**
     * Goes on with the files that fit the pattern.
     *
     * @throws ValueText.Refused with Dovecot's message
     */
    void include(ConfLine.Include include) {
        List<String> files = matches(current().resolve(include.pattern()));
        if (files.isEmpty() && !include.optional()) {
            throw new ValueText.Refused("No matches");
        }
        files.reversed().forEach(file -> include(file, include.optional()));
    }

    private void include(String file, boolean optional) {
        if (inputs.stream().anyMatch(input -> input.name().equals(file))) {
            throw new ValueText.Refused("Recursive include file: " + file);
        }
        if (inputs.size() >= MAX_OPEN_FILES || ++filesRead > MAX_FILES) {
            throw new ValueText.Refused("Too many included files: " + file);
        }
        try {
            inputs.push(new Input(file, Input.read(file)));
        } catch (Input.Unreadable e) {
            if (!optional) {
                throw new ValueText.Refused("Couldn't open include file " + file + ": " + e.getMessage());
            }
        }
    }

    private static List<String> matches(String pattern) {
        try {
            return Globs.expand(pattern);
        } catch (InvalidPathException _) {
            return List.of();
        }
    }
}
