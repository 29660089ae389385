package org.mailloft.storage.quota;

import java.util.List;
import org.mailloft.storage.ForwardingMailbox;
import org.mailloft.storage.IncomingMessage;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.MailboxView;
import org.mailloft.storage.UidSet;
import org.mailloft.storage.Usage;

/** A mailbox that messages enter only when there is room for them. */
final class QuotaMailbox extends ForwardingMailbox {

    private final QuotaStore store;

    QuotaMailbox(Mailbox inner, QuotaStore store) {
        super(inner);
        this.store = store;
    }

    /** A full mailbox says so before the message is written to the disk. */
    @Override
    public IncomingMessage receive() {
        store.checkNotFull(name());
        return inner.receive();
    }

    @Override
    public List<Long> append(List<Append> messages) {
        var wanted = Usage.NONE;
        for (var message : messages) {
            long octets = message.content().physicalSize();
            store.checkSize(octets);
            wanted = wanted.plus(new Usage(octets, 1));
        }
        try (var booking = store.addition(name(), wanted)) {
            var uids = inner.append(messages);
            booking.settle(wanted);
            return uids;
        }
    }

    @Override
    public CopiedUids copy(UidSet uids, Mailbox target) {
        if (!(target instanceof QuotaMailbox into)) {
            return inner.copy(uids, target);
        }
        var sizes = new Sizes(view());
        try (var booking = into.store.addition(into.name(), sizes.of(uids))) {
            var copied = inner.copy(uids, into.inner);
            sizes.settle(booking, copied.source());
            return copied;
        }
    }

    @Override
    public CopiedUids move(UidSet uids, Mailbox target) {
        if (!(target instanceof QuotaMailbox into)) {
            try (var booking = store.removal(name())) {
                var sizes = new Sizes(view());
                var moved = inner.move(uids, target);
                sizes.settle(booking, moved.source());
                return moved;
            }
        }
        var sizes = new Sizes(view());
        try (var booking = into.store.arrival(into.name(), sizes.of(uids), store.rootsOf(name()))) {
            var moved = inner.move(uids, into.inner);
            sizes.settle(booking, moved.source());
            return moved;
        }
    }

    @Override
    public UidSet expunge(UidSet uids, boolean onlyDeleted) {
        var sizes = new Sizes(view());
        try (var booking = store.removal(name())) {
            var removed = inner.expunge(uids, onlyDeleted);
            sizes.settle(booking, removed::iterator);
            return removed;
        }
    }

    /** What messages take; asked before they change, while they are still there. */
    private record Sizes(MailboxView view) {

        Usage of(UidSet uids) {
            long octets = 0;
            long messages = 0;
            for (int range = 0; range < uids.ranges(); range++) {
                int found = view.indexOf(uids.first(range));
                for (int at = found < 0 ? -found - 1 : found;
                        at < view.size() && view.uid(at) <= uids.last(range);
                        at++) {
                    octets += view.physicalSize(at);
                    messages++;
                }
            }
            return new Usage(octets, messages);
        }

        /** Messages that came behind our back and were removed at once have a size that nobody knows. */
        void settle(Booking booking, Iterable<Long> uids) {
            long octets = 0;
            long messages = 0;
            for (long uid : uids) {
                int at = view.indexOf(uid);
                if (at < 0) {
                    booking.settleUnknown();
                    return;
                }
                octets += view.physicalSize(at);
                messages++;
            }
            booking.settle(new Usage(octets, messages));
        }
    }
}
