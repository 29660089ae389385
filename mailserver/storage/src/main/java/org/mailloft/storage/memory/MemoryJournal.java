package org.mailloft.storage.memory;

import java.util.Arrays;
import java.util.Optional;
import org.mailloft.storage.Journal;

/** A journal in memory. */
public final class MemoryJournal implements Journal {

    private byte[] octets = new byte[0];

    @Override
    public Object place() {
        return this;
    }

    @Override
    public synchronized long size() {
        return octets.length;
    }

    @Override
    public synchronized Optional<byte[]> read() {
        return octets.length == 0 ? Optional.empty() : Optional.of(octets.clone());
    }

    @Override
    public synchronized void append(byte[] added) {
        int before = octets.length;
        octets = Arrays.copyOf(octets, before + added.length);
        System.arraycopy(added, 0, octets, before, added.length);
    }

    @Override
    public synchronized void replace(byte[] all) {
        octets = all.clone();
    }
}
