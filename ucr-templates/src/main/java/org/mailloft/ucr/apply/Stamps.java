package org.mailloft.ucr.apply;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.mailloft.ucr.FileTimes;

/**
 * What files and folders were at one moment, told by their times. Of a file that another one was put in the place of, the
 * folder tells too.
 */
record Stamps(List<Stamp> files) {

    /** Two changes that are closer together may have one time. */
    private static final Duration GRANULE = Duration.ofSeconds(2);

    /**
     * What one of them was.
     *
     * @param lastWritten in milliseconds of the epoch; 0 where there was nothing
     * @param lastChanged likewise
     */
    record Stamp(String file, long lastWritten, long lastChanged) {

        static Stamp now(Path file) {
            return new Stamp(file.toString(), new File(file.toString()).lastModified(), FileTimes.lastChanged(file));
        }
    }

    /** Of the given files, and of everything below the given folders. */
    static Stamps of(Collection<Path> places) throws IOException {
        var files = new ArrayList<Stamp>();
        for (var place : places) {
            files.add(Stamp.now(place));
            if (Files.isDirectory(place)) {
                below(place).forEach(file -> files.add(Stamp.now(file)));
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

    /** Their paths, each with a line end behind it, as {@link FileTimes#now} wants them. */
    byte[] paths() {
        var paths = new StringBuilder();
        files.forEach(stamp -> paths.append(stamp.file()).append('\n'));
        return paths.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What {@link FileTimes#now} of the {@link #paths} would have said at that moment. */
    long sum() {
        long sum = FileTimes.NONE;
        for (var stamp : files) {
            sum = FileTimes.and(sum, stamp.lastWritten(), stamp.lastChanged());
        }
        return sum;
    }

    /** Whether a change of any of them could be told from now on. */
    boolean areSettled(Instant now) {
        long limit = now.minus(GRANULE).toEpochMilli();
        return files.stream().allMatch(stamp -> stamp.lastWritten() < limit);
    }
}
