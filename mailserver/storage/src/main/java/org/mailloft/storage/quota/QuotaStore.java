package org.mailloft.storage.quota;

import java.util.List;
import org.mailloft.storage.ForwardingStore;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailFailure.Reason;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.MailboxView;
import org.mailloft.storage.QuotaRoot;
import org.mailloft.storage.Usage;

/** A user's mail with limits on how much there may be. */
final class QuotaStore extends ForwardingStore {

    private static final String TOO_LARGE = "Mail size is larger than the maximum size allowed by server configuration";

    private final QuotaPlan plan;
    private final List<OpenRoot> roots;
    private final Enforcement enforcement;
    private final QuotaWarnings warnings;
    private final Runnable onClose;

    /** @param onClose gives back the accounts of the roots */
    QuotaStore(
            MailStore inner,
            QuotaPlan plan,
            List<OpenRoot> roots,
            Enforcement enforcement,
            QuotaWarnings warnings,
            Runnable onClose) {
        super(inner);
        this.plan = plan;
        this.roots = roots;
        this.enforcement = enforcement;
        this.warnings = warnings;
        this.onClose = onClose;
    }

    /** What it held at its end is freed: the view of an open mailbox stays as it was when it was deleted. */
    @Override
    public void delete(MailboxName name) {
        if (roots.isEmpty() || name.equals(MailboxName.INBOX)) {
            inner.delete(name);
            return;
        }
        try (var last = inner.open(name, false);
                var booking = removal(name)) {
            inner.delete(name);
            booking.settle(sum(last.view()));
        }
    }

    private static Usage sum(MailboxView view) {
        long octets = 0;
        for (int at = 0; at < view.size(); at++) {
            octets += view.physicalSize(at);
        }
        return new Usage(octets, view.size());
    }

    /** A mailbox may come under a rule that has it ignored, or get away from one. */
    @Override
    public void rename(MailboxName from, MailboxName to) {
        inner.rename(from, to);
        roots.stream()
                .filter(root -> root.plan().rules().stream().anyMatch(MailboxRule::ignored))
                .forEach(root -> root.account().distrust());
    }

    @Override
    public Mailbox open(MailboxName name, boolean writable) {
        return new QuotaMailbox(inner.open(name, writable), this);
    }

    @Override
    public List<QuotaRoot> quotaRoots() {
        return List.copyOf(roots);
    }

    @Override
    public void checkRoom(MailboxName name, long octets) {
        checkSize(octets);
        var wanted = new Usage(octets, 1);
        for (var root : rootsOf(name)) {
            if (!root.account().fits(wanted, root.roomIn(name, enforcement), root)) {
                throw full();
            }
        }
    }

    /** Finds out at no cost whether a mailbox is full, before something is written to the disk for it. */
    void checkNotFull(MailboxName name) {
        var least = new Usage(1, 1);
        for (var root : rootsOf(name)) {
            if (!root.account().seemsToFit(least, root.roomIn(name, enforcement), root)) {
                throw full();
            }
        }
    }

    /** Refuses a message that is too large for anybody. */
    void checkSize(long octets) {
        boolean limited = plan.maxMailOctets() > 0 && enforcement != Enforcement.COUNT_ONLY;
        if (limited && octets > plan.maxMailOctets()) {
            throw new MailFailure(Reason.LIMIT, TOO_LARGE);
        }
    }

    MailFailure full() {
        return new MailFailure(Reason.OVER_QUOTA, plan.fullText());
    }

    /** Those that count what is in this mailbox. */
    List<OpenRoot> rootsOf(MailboxName name) {
        return roots.stream().filter(root -> root.counts(name)).toList();
    }

    /**
     * Begins to add messages to a mailbox.
     *
     * @throws MailFailure when there is no room for them
     */
    Booking addition(MailboxName name, Usage wanted) {
        return reserved(new Booking(rootsOf(name), List.of(), user(), warnings), name, wanted);
    }

    /** Begins to remove messages from a mailbox. */
    Booking removal(MailboxName name) {
        return new Booking(List.of(), rootsOf(name), user(), warnings);
    }

    /**
     * Begins to move messages here. Where they were counted already, nothing changes.
     *
     * @param source roots that count them now
     * @throws MailFailure when there is no room for them
     */
    Booking arrival(MailboxName name, Usage wanted, List<OpenRoot> source) {
        var target = rootsOf(name);
        var booking = new Booking(without(target, source), without(source, target), user(), warnings);
        return reserved(booking, name, wanted);
    }

    private static List<OpenRoot> without(List<OpenRoot> roots, List<OpenRoot> others) {
        return roots.stream()
                .filter(root -> others.stream().noneMatch(other -> other.account() == root.account()))
                .toList();
    }

    private Booking reserved(Booking booking, MailboxName name, Usage wanted) {
        if (!booking.reserve(name, wanted, enforcement)) {
            booking.close();
            throw full();
        }
        return booking;
    }

    @Override
    public void close() {
        onClose.run();
        inner.close();
    }
}
