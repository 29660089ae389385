package org.mailloft.ucr;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/**
 * One number for the times of many files: another one as soon as one of the times is another. Of each file that is when it was
 * last written to, which whoever writes can set, as package managers do, and when it was last changed in any way, which
 * nobody can but which not every file system keeps.
 */
public final class FileTimes {

    /** Of no file. */
    public static final long NONE = 0xcbf29ce484222325L;

    private static final long PRIME = 0x100000001b3L;

    private FileTimes() {}

    /**
     * The number with one file more (FNV-1a, of whole times instead of octets).
     *
     * @param lastWritten in milliseconds of the epoch; 0 for a file that is not there
     * @param lastChanged likewise
     */
    public static long and(long sum, long lastWritten, long lastChanged) {
        return ((sum ^ lastWritten) * PRIME ^ lastChanged) * PRIME;
    }

    /** In milliseconds of the epoch; 0 for a file that is not there. */
    public static long lastChanged(Path file) {
        try {
            return ((FileTime) Files.getAttribute(file, "unix:ctime")).toMillis();
        } catch (IOException _) {
            return 0;
        }
    }

    /**
     * Asks for all files at once, in one call where there is our library: to ask for each takes a command longer than what it
     * wants to know it for.
     *
     * @param paths each with a line end behind it, in UTF-8
     */
    public static long now(byte[] paths) {
        return SystemCalls.QUICKEST.fileTimes(paths);
    }

    /** The same by the JDK. */
    static long oneByOne(byte[] paths) {
        long sum = NONE;
        for (var path : new String(paths, StandardCharsets.UTF_8).split("\n")) {
            sum = and(sum, new File(path).lastModified(), lastChanged(Path.of(path)));
        }
        return sum;
    }
}
