package org.mailloft.storage.disk;

import java.io.Closeable;
import java.io.IOException;

/** A file open for writing. One thread at a time. */
public interface DiskFile extends Closeable {

    /** Writes all of these octets. */
    void write(byte[] octets, int offset, int length) throws IOException;

    default void write(byte[] octets) throws IOException {
        write(octets, 0, octets.length);
    }

    /** Octets in the file now. */
    long size() throws IOException;

    /** Cuts the file off. */
    void truncate(long size) throws IOException;

    /** Returns when the octets written so far will survive a power failure. */
    void force() throws IOException;
}
