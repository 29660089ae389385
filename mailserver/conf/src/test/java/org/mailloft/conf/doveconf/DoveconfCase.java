package org.mailloft.conf.doveconf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One case of the resource {@code cases.txt}, whose head explains its form. */
final class DoveconfCase {
    private static final String NO_NEWLINE = "<no newline>";

    private final List<String> arguments;
    private final Map<String, StringBuilder> files = new LinkedHashMap<>();
    private final StringBuilder out = new StringBuilder();
    private final StringBuilder err = new StringBuilder();
    private int exitCode;

    private DoveconfCase(String arguments) {
        this.arguments = List.of(arguments.split(" "));
    }

    static List<DoveconfCase> all() {
        var cases = new ArrayList<DoveconfCase>();
        StringBuilder target = new StringBuilder();
        for (String line : read("cases.txt").split("\n")) {
            if (line.startsWith("=== ")) {
                cases.add(new DoveconfCase(line.substring(4)));
                target = cases.getLast().file("e.conf");
            } else if (line.startsWith("--- ")) {
                target = cases.getLast().file(line.substring(4));
            } else if (line.startsWith(">>> exit ")) {
                cases.getLast().exitCode = Integer.parseInt(line.substring(9));
                target = cases.getLast().out;
            } else if (line.equals(">>> stderr")) {
                target = cases.getLast().err;
            } else if (line.endsWith(NO_NEWLINE)) {
                target.append(line, 0, line.length() - NO_NEWLINE.length());
            } else {
                target.append(line).append('\n');
            }
        }
        return cases;
    }

    private StringBuilder file(String name) {
        return files.computeIfAbsent(name, _ -> new StringBuilder());
    }

    private static String read(String resource) {
        try (var in = DoveconfCase.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The main file on one line, for the name of the test. */
    String title() {
        return arguments + " " + files.get("e.conf").toString().strip().replace("\n", "; ");
    }

    /** Writes the files, removing those of another case, and returns the arguments. */
    List<String> prepare(Path directory) throws IOException {
        try (var old = Files.list(directory)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        for (var file : files.entrySet()) {
            Files.writeString(directory.resolve(file.getKey()), file.getValue());
        }
        var all = new ArrayList<>(List.of("-c", directory.resolve("e.conf").toString()));
        all.addAll(arguments);
        return all;
    }

    void verify(Path directory, String actualOut, String actualErr, int actualExitCode) {
        assertEquals(out.toString().stripTrailing(), comparable(actualOut).stripTrailing());
        assertEquals(
                err.toString().strip(), actualErr.replace(directory + "/", "").strip());
        assertEquals(exitCode, actualExitCode);
    }

    /** Without header, settings of ManageSieve and the blocks of its services, which may not be installed. */
    static String comparable(String out) {
        var lines = new ArrayList<String>();
        boolean skipping = false;
        for (String line : out.split("\n")) {
            skipping |= line.startsWith("service managesieve");
            boolean foreign = line.startsWith("managesieve_") || line.startsWith("service/managesieve");
            if (!skipping && !foreign && !line.startsWith("# ")) {
                lines.add(line.startsWith("service=") ? line.replaceAll("(?<=[= ])managesieve(-login)? ", "") : line);
            }
            skipping &= !line.equals("}");
        }
        return lines.stream().collect(Collectors.joining("\n"));
    }
}
