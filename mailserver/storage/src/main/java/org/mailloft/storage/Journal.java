package org.mailloft.storage;

import java.util.Optional;

/** A file of our own that grows by what is added to it; nobody else writes to it. One thread at a time. */
public interface Journal {

    /** Equal for journals that are one and the same. */
    Object place();

    /** Octets in it; 0 when there is none. */
    long size();

    /** All of it; empty when there is none. */
    Optional<byte[]> read();

    /**
     * Adds to its end. That survives the end of this process; whether it survives a power failure is not waited for,
     * unless {@code mail_fsync} says so. A failure may leave a part of it there.
     */
    void append(byte[] octets);

    /** Puts this in its place, at one moment; makes it, and the directories above, when there is none. */
    void replace(byte[] octets);
}
