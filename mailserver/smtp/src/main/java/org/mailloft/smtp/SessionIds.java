package org.mailloft.smtp;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes session ids that never repeat: 128 bits of time, counter and process, as 22 characters of base64. */
public final class SessionIds {

    private final InstantSource clock;
    private final AtomicInteger counter = new AtomicInteger();
    private final int process = (int) ProcessHandle.current().pid();

    public SessionIds(InstantSource clock) {
        this.clock = clock;
    }

    public String next() {
        var now = clock.instant();
        var id = ByteBuffer.allocate(16)
                .putInt(now.getNano())
                .putInt((int) now.getEpochSecond())
                .putInt(process)
                .putInt(counter.incrementAndGet());
        return Base64.getEncoder().withoutPadding().encodeToString(id.array());
    }
}
