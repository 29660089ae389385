package org.mailloft.ucr.apply;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.mailloft.ucr.FileTimes;
import org.mailloft.ucr.SmallFile;
import org.mailloft.ucr.Values;
import org.mailloft.ucr.template.Catalog;
import org.mailloft.ucr.type.Descriptions;
import org.mailloft.ucr.type.KeyPattern;

/**
 * Which variables packages say anything about: those that are described, that a default names, that a template reads, or that
 * are a reason to run a program. Kept in a file, so that a change of any other variable reads nothing of what packages say. The file also names
 * the share folder and everything else that it was made from; one that is missing, damaged or of another moment is as good as
 * none.
 *
 * @param keys of single variables, each between two line ends: one of them is found more quickly than all are taken apart
 * @param prefixes beginnings of keys
 * @param patterns regular expressions, matched from the start of a key
 */
record Index(String keys, List<String> prefixes, List<String> patterns) {

    private static final String SHARE = "share ";
    private static final String TIMES = "times ";
    private static final String FILES = "files ";
    private static final String PREFIX = "beginning ";
    private static final String PATTERN = "pattern ";
    private static final String KEYS = "keys ";
    private static final String SUM = "sum ";

    /** There is nothing but ASCII in it; read like this, no octet has to be looked at to know that. */
    private static final Charset OCTETS = StandardCharsets.ISO_8859_1;

    static Index of(Catalog catalog, Descriptions descriptions) {
        var keys = new TreeSet<String>();
        var prefixes = new TreeSet<String>();
        var families = new TreeSet<String>();
        for (var key : descriptions.keys()) {
            if (KeyPattern.isPattern(key)) {
                prefixes.add(KeyPattern.beginning(key));
            } else {
                keys.add(key);
            }
        }
        for (var byDefault : descriptions.defaults().values()) {
            keys.addAll(Values.references(byDefault));
        }
        for (var target : catalog.targets()) {
            keys.addAll(target.variables());
            target.families().forEach(family -> families.add(family.pattern()));
        }
        for (var hooks : List.of(catalog.scripts(), catalog.modules())) {
            for (var hook : hooks) {
                hook.variables().forEach(family -> families.add(family.pattern()));
            }
        }
        var patterns = new ArrayList<String>();
        // a text and .*: most patterns are that, and it is found more quickly
        var beginning = Pattern.compile("([\\w/ :,-]|\\\\[^\\w\\s])+\\.\\*");
        for (var family : families) {
            if (beginning.matcher(family).matches()) {
                prefixes.add(family.substring(0, family.length() - 2).replaceAll("\\\\(.)", "$1"));
            } else {
                patterns.add(family);
            }
        }
        return new Index('\n' + String.join("\n", keys) + '\n', List.copyOf(prefixes), patterns);
    }

    /** Whether any package says anything about the variable. */
    boolean has(String key) {
        if (keys.contains('\n' + key + '\n')) {
            return true;
        }
        for (var prefix : prefixes) {
            if (key.startsWith(prefix)) {
                return true;
            }
        }
        for (var pattern : patterns) {
            if (Pattern.compile(pattern).matcher(key).lookingAt()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Replaces the file. Not durable, for it can be made again. Where a key or a file has letters beyond ASCII, there is none.
     *
     * @param share the product's share folder
     * @param stamps of everything that it was made from, taken before that was read
     */
    void write(Path file, Path share, Stamps stamps) throws IOException {
        var paths = stamps.paths();
        var text = new StringBuilder(SHARE).append(share).append('\n');
        text.append(TIMES).append(Long.toHexString(stamps.sum())).append('\n');
        text.append(FILES).append(paths.length).append('\n').append(new String(paths, StandardCharsets.UTF_8));
        prefixes.forEach(prefix -> text.append(PREFIX).append(prefix).append('\n'));
        patterns.forEach(pattern -> text.append(PATTERN).append(pattern).append('\n'));
        text.append(KEYS).append(keys);
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
            Files.deleteIfExists(file);
            return;
        }
        var octets = text.toString().getBytes(OCTETS);
        var temporary = file.resolveSibling(file.getFileName() + ".new");
        try (var out = new FileOutputStream(temporary.toFile())) {
            out.write(octets);
            out.write((SUM + sum(octets, octets.length) + '\n').getBytes(OCTETS));
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** @return empty when there is none that is whole, for this share folder, and of what is on disk now */
    static Optional<Index> read(Path file, Path share) {
        try {
            var octets = SmallFile.read(file).orElse(new byte[0]);
            var text = new String(octets, OCTETS);
            int end = text.lastIndexOf(SUM);
            if (end < 0 || !text.startsWith(sum(octets, end) + '\n', end + SUM.length())) {
                return Optional.empty();
            }
            var lines = new Lines(text.substring(0, end));
            if (!lines.next(SHARE).equals(share.toString())) {
                return Optional.empty();
            }
            var times = lines.next(TIMES);
            var paths = lines.block(Integer.parseInt(lines.next(FILES))).getBytes(OCTETS);
            return Long.toHexString(FileTimes.now(paths)).equals(times) ? Optional.of(of(lines)) : Optional.empty();
        } catch (IOException | RuntimeException _) {
            return Optional.empty();
        }
    }

    private static Index of(Lines lines) {
        var prefixes = lines.all(PREFIX);
        var patterns = lines.all(PATTERN);
        lines.next(KEYS);
        return new Index('\n' + lines.end(), prefixes, patterns);
    }

    private static String sum(byte[] octets, int length) {
        var sum = new CRC32();
        sum.update(octets, 0, length);
        return Long.toHexString(sum.getValue());
    }

    /** What is read, line by line. What is not as it was written is an {@code IllegalArgumentException}. */
    private static final class Lines {

        private final String text;
        private int at;

        Lines(String text) {
            this.text = text;
        }

        private boolean isNext(String word) {
            return text.startsWith(word, at);
        }

        /** What is behind the word that the line has to begin with. */
        String next(String word) {
            int end = text.indexOf('\n', at);
            if (!isNext(word) || end < 0) {
                throw new IllegalArgumentException("no " + word);
            }
            var rest = text.substring(at + word.length(), end);
            at = end + 1;
            return rest;
        }

        List<String> all(String word) {
            var all = new ArrayList<String>();
            while (isNext(word)) {
                all.add(next(word));
            }
            return all;
        }

        String block(int length) {
            at += length;
            return text.substring(at - length, at);
        }

        String end() {
            return text.substring(at);
        }
    }
}
