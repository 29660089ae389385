package org.mailloft.ucr;

/**
 * The calls of the C library that make a lock, each with its own arguments and result. Whatever opens, locks or closes a
 * descriptor does it by the same instance.
 */
sealed interface LockCalls permits LibraryCalls, ForeignCalls {

    /** @return a descriptor, or less than 0 */
    int open(String file, int flags, int mode);

    /** @return 0 when the lock was given */
    int flock(int descriptor, int operation);

    int close(int descriptor);

    /** The library that the build made, else the JDK's own way, which a short command feels: it takes 40 ms. */
    static LockCalls quickest() {
        return LibraryCalls.load() ? new LibraryCalls() : new ForeignCalls();
    }
}
