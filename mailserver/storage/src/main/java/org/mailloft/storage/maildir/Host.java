package org.mailloft.storage.maildir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * This process on this machine, as others see it in lock files and message names.
 *
 * @param name short host name
 * @param pid of this process
 * @param gid group of this process, -1 when unknown
 * @param clock the machine's
 * @param startOf when the process with a number started; empty when there is none
 */
record Host(String name, long pid, int gid, Clock clock, LongFunction<Optional<Instant>> startOf) {

    /** The machine we run on. */
    static Host local(String name, Clock clock) {
        return new Host(name, ProcessHandle.current().pid(), ownGid(), clock, pid -> ProcessHandle.of(pid)
                .map(process -> process.info().startInstant().orElse(Instant.EPOCH)));
    }

    private static int ownGid() {
        try {
            return (int) Files.getAttribute(Path.of("/proc/self"), "unix:gid");
        } catch (IOException | UnsupportedOperationException _) {
            return -1;
        }
    }
}
