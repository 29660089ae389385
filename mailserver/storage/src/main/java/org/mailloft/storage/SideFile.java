package org.mailloft.storage;

import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A small file that lies with mail and that other programs read and write too. Any thread. */
public interface SideFile {

    /** Equal for files that are one and the same. */
    Object place();

    /** Differs from an earlier one when the file was changed since; empty when there is none. Cheap. */
    Optional<Object> stamp();

    /** When it was last changed; the epoch when there is none. */
    Instant modified();

    /** All of it; empty when there is none. */
    Optional<byte[]> read();

    /**
     * Changes it under the lock that other programs honour; readers see the old or the new one, and the new one is
     * durable. Nothing is written when it stays the same.
     *
     * @param change gets what is in it, no octets when there is none
     * @throws MailFailure with {@code IN_USE} when others did not let go of it in time
     */
    void update(UnaryOperator<byte[]> change);
}
