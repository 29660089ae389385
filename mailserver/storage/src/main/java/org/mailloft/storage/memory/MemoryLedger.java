package org.mailloft.storage.memory;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.Namespace;
import org.mailloft.storage.Usage;
import org.mailloft.storage.UsageLedger;

/** How much mail an {@link Account} has, as it was written down. */
final class MemoryLedger implements UsageLedger {

    private final Account account;
    private final List<Namespace> counted;
    private final InstantSource clock;
    private Entry entry;

    MemoryLedger(Account account, List<Namespace> counted, InstantSource clock) {
        this.account = account;
        this.counted = counted;
        this.clock = clock;
    }

    @Override
    public Object place() {
        return this;
    }

    @Override
    public synchronized Optional<Object> stamp() {
        return read().map(Entry::stamp);
    }

    @Override
    public synchronized Optional<Entry> read() {
        return Optional.ofNullable(entry);
    }

    @Override
    public synchronized Entry add(Usage change, Entry known) {
        if (entry == null) {
            return known.plus(change, clock.instant(), new Object());
        }
        boolean ours = entry.stamp().equals(known.stamp());
        entry = entry.plus(change, clock.instant(), new Object());
        return ours ? entry : known.plus(change, clock.instant(), new Object());
    }

    @Override
    public synchronized Entry recount(Usage limits, Predicate<MailboxName> ignored) {
        entry = new Entry(limits, account.count(counted, ignored), 1, clock.instant(), clock.instant(), new Object());
        return entry;
    }

    @Override
    public synchronized void drop() {
        entry = null;
    }
}
