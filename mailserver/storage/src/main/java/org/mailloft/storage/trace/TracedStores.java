package org.mailloft.storage.trace;

import java.util.List;
import org.mailloft.storage.ForwardingMailbox;
import org.mailloft.storage.ForwardingStore;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.StoreFactory;
import org.mailloft.storage.UidSet;
import org.mailloft.storage.Visit;

/** Stores in which it is noted what people do with messages: below the check of rights, above all others. Any thread. */
public final class TracedStores implements StoreFactory {

    /** A set of more ranges is noted in pieces of so many messages, so that lines stay short. */
    private static final int MAX_RANGES = 40;

    /** More messages than there are. */
    private static final int WHOLE = 1 << 30;

    private final StoreFactory inner;
    private final MailTrace trace;

    public TracedStores(StoreFactory inner, MailTrace trace) {
        this.inner = inner;
        this.trace = trace;
    }

    @Override
    public MailStore open(MailUser user) {
        return open(user, Visit.UNKNOWN);
    }

    @Override
    public MailStore open(MailUser user, Visit visit) {
        var store = inner.open(user, visit);
        return trace.isOn() ? new TracedStore(store, visit) : store;
    }

    private final class TracedStore extends ForwardingStore {

        private final Visit visit;

        TracedStore(MailStore inner, Visit visit) {
            super(inner);
            this.visit = visit;
        }

        @Override
        public Mailbox open(MailboxName name, boolean writable) {
            return new TracedMailbox(name, inner.open(name, writable), user().name(), visit);
        }
    }

    private final class TracedMailbox extends ForwardingMailbox {

        /** As the user calls it, which need not be what its owner calls it. */
        private final MailboxName name;

        private final String user;
        private final Visit visit;

        TracedMailbox(MailboxName name, Mailbox inner, String user, Visit visit) {
            super(inner);
            this.name = name;
            this.user = user;
            this.visit = visit;
        }

        Mailbox inner() {
            return inner;
        }

        @Override
        public List<Long> append(List<Append> messages) {
            var uids = inner.append(messages);
            int step = step(UidSet.of(uids));
            for (int from = 0; from < uids.size(); from += step) {
                trace.note(user, visit, new Event.Added(spots(part(uids, from, step))));
            }
            return uids;
        }

        @Override
        public CopiedUids copy(UidSet uids, Mailbox target) {
            return noted(inner.copy(uids, bare(target)), target, false);
        }

        @Override
        public CopiedUids move(UidSet uids, Mailbox target) {
            return noted(inner.move(uids, bare(target)), target, true);
        }

        private CopiedUids noted(CopiedUids copied, Mailbox target, boolean moved) {
            var there = target instanceof TracedMailbox traced ? traced.name : target.name();
            int step = Math.min(step(UidSet.of(copied.source())), step(UidSet.of(copied.target())));
            for (int from = 0; from < copied.source().size(); from += step) {
                var to = named(there, bare(target), part(copied.target(), from, step));
                trace.note(user, visit, new Event.Copied(spots(part(copied.source(), from, step)), to, moved));
            }
            return copied;
        }

        @Override
        public UidSet expunge(UidSet uids, boolean onlyDeleted) {
            var removed = inner.expunge(uids, onlyDeleted);
            int step = step(removed);
            var all = step < WHOLE ? removed.stream().boxed().toList() : List.<Long>of();
            if (!removed.isEmpty() && all.isEmpty()) {
                trace.note(user, visit, new Event.Removed(spots(removed)));
            }
            for (int from = 0; from < all.size(); from += step) {
                trace.note(user, visit, new Event.Removed(spots(part(all, from, step))));
            }
            return removed;
        }

        private Spots spots(UidSet uids) {
            return named(name, inner, uids);
        }
    }

    private static Mailbox bare(Mailbox mailbox) {
        return mailbox instanceof TracedMailbox traced ? traced.inner() : mailbox;
    }

    private static Spots named(MailboxName name, Mailbox mailbox, UidSet uids) {
        return new Spots(name.value(), mailbox.guid(), mailbox.uidValidity(), uids);
    }

    /** How many messages go into one record. */
    private static int step(UidSet uids) {
        return uids.ranges() <= MAX_RANGES ? WHOLE : MAX_RANGES;
    }

    private static UidSet part(List<Long> uids, int from, int step) {
        return UidSet.of(uids.subList(from, from + Math.min(step, uids.size() - from)));
    }
}
