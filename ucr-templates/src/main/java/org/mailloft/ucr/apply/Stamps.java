package org.mailloft.ucr.apply;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What files and folders were at one moment, told by their size and the time they were last written to. Of a file that
 * another one was put in the place of, the folder tells.
 *
 * @param files nanoseconds and octets of each; {@link #MISSING} where there is nothing
 */
record Stamps(Map<Path, String> files) {

    private static final String MISSING = "0:0";

    /** Two changes that are closer together may have one time. */
    private static final Duration GRANULE = Duration.ofSeconds(2);

    /** Of the given files, and of everything below the given folders. */
    static Stamps of(Collection<Path> places) throws IOException {
        var files = new TreeMap<Path, String>();
        for (var place : places) {
            files.put(place, now(place));
            if (Files.isDirectory(place)) {
                for (var file : below(place)) {
                    files.put(file, now(file));
                }
            }
        }
        return new Stamps(files);
    }

    private static List<Path> below(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return all.toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    Stamps and(Stamps others) {
        var all = new TreeMap<>(files);
        all.putAll(others.files);
        return new Stamps(all);
    }

    private static String now(Path file) throws IOException {
        try {
            var found = Files.readAttributes(file, BasicFileAttributes.class);
            return found.lastModifiedTime().to(TimeUnit.NANOSECONDS) + ":" + found.size();
        } catch (NoSuchFileException _) {
            return MISSING;
        }
    }

    /** Whether they still are that. */
    boolean hold() throws IOException {
        for (var file : files.entrySet()) {
            if (!now(file.getKey()).equals(file.getValue())) {
                return false;
            }
        }
        return true;
    }

    /** Whether a change of any of them could be told from now on. */
    boolean areSettled(Instant now) {
        long limit = TimeUnit.SECONDS.toNanos(now.minus(GRANULE).getEpochSecond());
        return files.values().stream()
                .allMatch(stamp -> Long.parseLong(stamp.substring(0, stamp.indexOf(':'))) < limit);
    }
}
