package org.mailloft.ucr;

/**
 * Calls of the C library, each with its own arguments and result, for what the JDK cannot do: {@code flock(2)}, and
 * {@code fsync(2)} of a folder and {@code stat(2)} of many files without the time that they take in Java.
 */
sealed interface SystemCalls permits LibraryCalls, ForeignCalls {

    /** By the library that the build made, else by the JDK's own way, which a short command feels: it takes 40 ms. */
    SystemCalls QUICKEST = LibraryCalls.load() ? new LibraryCalls() : new ForeignCalls();

    /**
     * @param flags of the C library, such as {@code O_CLOEXEC}
     * @param mode of a file that is made by this
     * @return a descriptor, or less than 0
     */
    int open(String file, int flags, int mode);

    /**
     * @param operation of the C library, such as {@code LOCK_EX}
     * @return 0 when the lock was given
     */
    int flock(int descriptor, int operation);

    /** @return 0 when everything is on the disk */
    int fsync(int descriptor);

    /** @return 0 unless what was written before could not be */
    int close(int descriptor);

    /** {@code stat(2)} of many files, see {@link FileTimes#now}. */
    long fileTimes(byte[] paths);
}
