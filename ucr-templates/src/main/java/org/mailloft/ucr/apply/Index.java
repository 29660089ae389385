package org.mailloft.ucr.apply;

import java.io.FileInputStream;
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
import org.mailloft.ucr.template.Catalog;
import org.mailloft.ucr.type.Descriptions;

/**
 * Which variables packages say anything about: those that are described, that a template reads, or that are a reason to run
 * a program. Kept in a file, so that a change of any other variable reads nothing of what packages say. A file that is
 * missing, damaged or of another moment is as good as none.
 *
 * @param share the product's share folder that it was made for
 * @param stamps of everything that it was made from
 * @param keys of single variables, each between two line ends: one of them is found more quickly than all are taken apart
 * @param prefixes beginnings of keys
 * @param patterns regular expressions, matched from the start of a key
 */
record Index(Path share, Stamps stamps, String keys, List<String> prefixes, List<String> patterns) {

    private static final String SHARE = "share ";
    private static final String FILE = "file ";
    private static final String PREFIX = "prefix ";
    private static final String PATTERN = "pattern ";
    private static final String KEYS = "keys ";
    private static final String SUM = "sum ";

    /** There is nothing but ASCII in it; read like this, no octet has to be looked at to know that. */
    private static final Charset OCTETS = StandardCharsets.ISO_8859_1;

    /** @param stamps taken before the rest was read */
    static Index of(Path share, Stamps stamps, Catalog catalog, Descriptions descriptions) {
        var keys = new TreeSet<String>();
        var prefixes = new TreeSet<String>();
        var families = new TreeSet<String>();
        for (var key : descriptions.keys()) {
            int open = key.indexOf(".*");
            (open < 0 ? keys : prefixes).add(open < 0 ? key : key.substring(0, open));
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
        return new Index(share, stamps, '\n' + String.join("\n", keys) + '\n', List.copyOf(prefixes), patterns);
    }

    /** Whether any package says anything about the variable. */
    boolean has(String key) {
        boolean found = keys.contains('\n' + key + '\n');
        for (var prefix : prefixes) {
            found |= key.startsWith(prefix);
        }
        for (var pattern : patterns) {
            found |= Pattern.compile(pattern).matcher(key).lookingAt();
        }
        return found;
    }

    /** Replaces the file. Not durable, for it can be made again. Where a key or a file has letters beyond ASCII, there is none. */
    void write(Path file) throws IOException {
        var text = new StringBuilder(SHARE).append(share).append('\n');
        stamps.files().forEach(stamp -> text.append(FILE)
                .append(stamp.lastWritten())
                .append(' ')
                .append(stamp.octets())
                .append(' ')
                .append(stamp.file())
                .append('\n'));
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
        try (var in = new FileInputStream(file.toFile())) {
            var octets = in.readAllBytes();
            var text = new String(octets, OCTETS);
            int end = text.lastIndexOf(SUM);
            if (end < 0 || !text.startsWith(sum(octets, end) + '\n', end + SUM.length())) {
                return Optional.empty();
            }
            var index = parse(text.substring(0, end));
            return index.share.equals(share) && index.stamps.hold() ? Optional.of(index) : Optional.empty();
        } catch (IOException | RuntimeException _) {
            return Optional.empty();
        }
    }

    private static Index parse(String text) {
        var share = "";
        var files = new ArrayList<Stamps.Stamp>();
        var keys = "";
        var prefixes = new ArrayList<String>();
        var patterns = new ArrayList<String>();
        int end = 0;
        for (int start = 0; start < text.length(); start = end + 1) {
            end = text.indexOf('\n', start);
            int blank = text.indexOf(' ', start) + 1;
            switch (text.substring(start, blank)) {
                case SHARE -> share = text.substring(blank, end);
                case FILE -> {
                    int octets = text.indexOf(' ', blank) + 1;
                    int file = text.indexOf(' ', octets) + 1;
                    files.add(new Stamps.Stamp(
                            text.substring(file, end),
                            text.substring(blank, octets - 1),
                            text.substring(octets, file - 1)));
                }
                case PREFIX -> prefixes.add(text.substring(blank, end));
                case PATTERN -> patterns.add(text.substring(blank, end));
                case KEYS -> {
                    keys = text.substring(blank);
                    end = text.length();
                }
                default -> throw new IllegalArgumentException("unknown line");
            }
        }
        return new Index(Path.of(share), new Stamps(files), keys, prefixes, patterns);
    }

    private static String sum(byte[] octets, int length) {
        var sum = new CRC32();
        sum.update(octets, 0, length);
        return Long.toHexString(sum.getValue());
    }
}
