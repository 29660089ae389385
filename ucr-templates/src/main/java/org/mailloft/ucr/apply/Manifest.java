package org.mailloft.ucr.apply;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a generation is made of. Its text has one line for each part and ends with a line that says so.
 *
 * @param files the digest of each target as it was rendered, by its path relative to the root
 * @param values the effective values that it was rendered from
 * @param without packages whose targets were unregistered
 */
record Manifest(SortedMap<Path, String> files, SortedMap<String, String> values, SortedSet<String> without) {

    /** Of a root where nothing was ever rendered. */
    static final Manifest EMPTY =
            new Manifest(Collections.emptySortedMap(), Collections.emptySortedMap(), Collections.emptySortedSet());

    private static final String END = "end";

    /** A text that is not as it was written. */
    static final class Damaged extends IOException {

        private static final long serialVersionUID = 1;

        Damaged(String message) {
            super(message);
        }
    }

    static Manifest parse(String text) throws Damaged {
        try {
            return read(text);
        } catch (IndexOutOfBoundsException | InvalidPathException e) {
            throw new Damaged("a generation's list is damaged: " + e.getMessage());
        }
    }

    private static Manifest read(String text) throws Damaged {
        var manifest = new Manifest(new TreeMap<>(), new TreeMap<>(), new TreeSet<>());
        for (var line : text.split("\n")) {
            var words = line.split(" ", 2);
            var rest = words.length > 1 ? words[1] : "";
            switch (words[0]) {
                case "file" -> {
                    var parts = rest.split(" ", 2);
                    manifest.files.put(Path.of(parts[1]), parts[0]);
                }
                case "value" -> {
                    // a key has no colon followed by a blank
                    int separator = rest.indexOf(": ");
                    manifest.values.put(rest.substring(0, separator), rest.substring(separator + 2));
                }
                case "without" -> manifest.without.add(rest);
                case END -> {
                    return manifest;
                }
                default -> throw new Damaged("a generation's list has an unknown line: " + line);
            }
        }
        throw new Damaged("a generation's list is cut off");
    }

    String print() {
        var text = new StringBuilder();
        files.forEach((path, digest) ->
                text.append("file ").append(digest).append(' ').append(path).append('\n'));
        values.forEach((key, value) ->
                text.append("value ").append(key).append(": ").append(value).append('\n'));
        without.forEach(name -> text.append("without ").append(name).append('\n'));
        return text.append(END).append('\n').toString();
    }

    Optional<String> digest(Path target) {
        return Optional.ofNullable(files.get(target));
    }

    static String digestOf(byte[] octets) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
