package org.mailloft.ucr.apply;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * What files and folders were at one moment, told by their size and the time they were last written to. Of a file that
 * another one was put in the place of, the folder tells.
 */
record Stamps(List<Stamp> files) {

    /** Two changes that are closer together may have one time. */
    private static final Duration GRANULE = Duration.ofSeconds(2);

    /**
     * What one of them was.
     *
     * @param lastWritten in milliseconds of the epoch; 0 where there was nothing
     * @param octets its length
     */
    record Stamp(String file, String lastWritten, String octets) {

        /** Whether the file still is that. Written out, for a record's {@code equals} is made of code that no cache keeps. */
        boolean holds() {
            var now = now(file);
            return now.lastWritten.equals(lastWritten) && now.octets.equals(octets);
        }

        /** By {@link File}: this is asked for more than a hundred files, and {@link Files} takes four times as long. */
        static Stamp now(String path) {
            var file = new File(path);
            return new Stamp(path, Long.toString(file.lastModified()), Long.toString(file.length()));
        }
    }

    /** Of the given files, and of everything below the given folders. */
    static Stamps of(Collection<Path> places) throws IOException {
        var files = new ArrayList<Stamp>();
        for (var place : places) {
            files.add(Stamp.now(place.toString()));
            if (Files.isDirectory(place)) {
                for (var file : below(place)) {
                    files.add(Stamp.now(file.toString()));
                }
            }
        }
        return new Stamps(files);
    }

    private static List<Path> below(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return all.skip(1).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    Stamps and(Stamps others) {
        var all = new ArrayList<>(files);
        all.addAll(others.files);
        return new Stamps(all);
    }

    /** Whether they still are that. */
    boolean hold() {
        for (var stamp : files) {
            if (!stamp.holds()) {
                return false;
            }
        }
        return true;
    }

    /** Whether a change of any of them could be told from now on. */
    boolean areSettled(Instant now) {
        long limit = now.minus(GRANULE).toEpochMilli();
        return files.stream().allMatch(stamp -> Long.parseLong(stamp.lastWritten()) < limit);
    }
}
