package org.mailloft.storage.memory;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.mailloft.storage.SideFile;

/** A side file in memory. */
public final class MemoryFile implements SideFile {

    private final Clock clock;
    private byte[] octets;
    private Object stamp;
    private Instant modified = Instant.EPOCH;

    public MemoryFile(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Object place() {
        return this;
    }

    @Override
    public synchronized Optional<Object> stamp() {
        return Optional.ofNullable(stamp);
    }

    @Override
    public synchronized Instant modified() {
        return modified;
    }

    @Override
    public synchronized Optional<byte[]> read() {
        return Optional.ofNullable(octets).map(byte[]::clone);
    }

    @Override
    public synchronized void update(UnaryOperator<byte[]> change) {
        var before = octets == null ? new byte[0] : octets;
        var after = change.apply(before.clone());
        if (!Arrays.equals(before, after)) {
            octets = after.clone();
            stamp = new Object();
            modified = clock.instant();
        }
    }

    synchronized void delete() {
        octets = null;
        stamp = null;
        modified = Instant.EPOCH;
    }

    /** Becomes what the other one was. */
    void take(MemoryFile other) {
        var content = other.read();
        other.delete();
        delete();
        content.ifPresent(now -> update(_ -> now));
    }
}
