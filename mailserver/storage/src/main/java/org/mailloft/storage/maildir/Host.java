package org.mailloft.storage.maildir;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * This process on this machine, as others see it in lock files and message names.
 *
 * @param name short host name
 * @param pid of this process
 * @param clock the machine's
 * @param startOf when the process with a number started; empty when there is none
 */
record Host(String name, long pid, Clock clock, LongFunction<Optional<Instant>> startOf) {

    /** The machine we run on. */
    static Host local(String name, Clock clock) {
        return new Host(name, ProcessHandle.current().pid(), clock, pid -> ProcessHandle.of(pid)
                .map(process -> process.info().startInstant().orElse(Instant.EPOCH)));
    }
}
