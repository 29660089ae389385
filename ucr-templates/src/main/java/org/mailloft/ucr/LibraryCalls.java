package org.mailloft.ucr;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * By a library of our own ({@code src/main/c}), which is used when the system property {@code mailloft.calls} names it: the
 * launcher of {@code ucr} does. A few microseconds to load.
 */
@SuppressWarnings("restricted") // calls into the C library
final class LibraryCalls implements SystemCalls {

    private static final String PROPERTY = "mailloft.calls";

    /** @return whether there is one, and it is for this machine */
    static boolean load() {
        var library = Path.of(System.getProperty(PROPERTY, "")).toAbsolutePath();
        if (!Files.isRegularFile(library)) {
            return false;
        }
        try {
            System.load(library.toString());
            return true;
        } catch (UnsatisfiedLinkError _) {
            return false;
        }
    }

    @Override
    public int open(String file, int flags, int mode) {
        return open((file + '\0').getBytes(StandardCharsets.UTF_8), flags, mode);
    }

    private native int open(byte[] file, int flags, int mode);

    @Override
    public native int flock(int descriptor, int operation);

    @Override
    public native int fsync(int descriptor);

    @Override
    public native int close(int descriptor);

    @Override
    public native long fileTimes(byte[] paths);
}
