package org.mailloft.storage.personal;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.mailloft.storage.Journal;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.Mailbox.Watch;
import org.mailloft.storage.MailboxView;
import org.mailloft.storage.OwnFlags;
import org.mailloft.storage.UidSet;
import org.mailloft.storage.personal.Marks.Mark;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The marks of one reader in one mailbox, the same for all of his sessions. Any thread. */
final class MarkBook {

    private static final Logger LOG = LoggerFactory.getLogger(MarkBook.class);

    /** A larger file is not ours. */
    private static final long MAX_OCTETS = 16 << 20;

    /** Octets of changes after which the file is written anew, at least. */
    private static final long MIN_GROWTH = 64 << 10;

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Registration> watchers = ConcurrentHashMap.newKeySet();

    private volatile Marks marks = Marks.NONE;
    /** Whose these are; a mailbox that is another has other ones. */
    private long uidValidity;

    private String guid = "";
    /** Octets in the file when it was written anew last; -1 when it has to be before anything is added. */
    private long wholeOctets = -1;

    private long octets;

    MarkBook(InstantSource clock) {
        this.clock = clock;
    }

    /** Never blocks. */
    Marks marks() {
        return marks;
    }

    /** Makes sure that these are the marks of this mailbox: reads them when they are not known, or are of another one. */
    void belongTo(Mailbox mailbox, OwnFlags own) {
        lock.lock();
        try {
            if (!isOf(mailbox)) {
                uidValidity = mailbox.uidValidity();
                guid = mailbox.guid();
                marks = read(own, mailbox.view().highestModSeq());
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isOf(Mailbox mailbox) {
        return uidValidity == mailbox.uidValidity() && guid.equals(mailbox.guid());
    }

    private Marks read(OwnFlags own, long base) {
        var journal = own.journal();
        wholeOctets = -1;
        octets = journal.size();
        if (octets == 0) {
            return own.before()
                    .of(uidValidity)
                    .map(earlier -> new Marks(earlier.seen(), earlier.unseen(), List.of(), List.of(), ModSeqs.NONE))
                    .orElse(Marks.NONE);
        }
        if (octets > MAX_OCTETS) {
            return lost(Marks.NONE, journal, base);
        }
        var content = journal.read().flatMap(found -> MarksFile.parse(found, uidValidity, guid));
        if (content.isEmpty()) {
            return lost(Marks.NONE, journal, base);
        }
        if (!content.get().whole()) {
            return lost(content.get().marks(), journal, base);
        }
        wholeOctets = octets;
        return content.get().marks();
    }

    /** What a client knows of any message may be wrong now: all count as changed, later than by any line that was lost. */
    private Marks lost(Marks left, Journal journal, long base) {
        LOG.warn("{} is damaged or of another mailbox: what was read there is partly forgotten", journal.place());
        return left.counting(ModSeqs.NONE.after(UidSet.ALL, base, nextTotal(left) + octets));
    }

    /** Higher than any before, also than those that were lost: it goes with the clock. */
    private long nextTotal(Marks now) {
        return Math.max(now.modSeqs().total() + 1, clock.millis());
    }

    /** Decides what to say, given what was said before. */
    interface Change {
        List<Mark> of(Marks before);
    }

    /**
     * Says something. When this returns it is written down, and watchers were called unless nothing is new.
     *
     * @param mailbox the one that was given to {@link #belongTo}
     * @throws MailFailure with {@code NOT_FOUND} when these are the marks of another one meanwhile
     */
    void change(Journal journal, Mailbox mailbox, Change change) {
        lock.lock();
        try {
            if (!isOf(mailbox)) {
                throw MailFailure.noSuchMailbox(mailbox.name()); // there is another by this name now
            }
            var said = change.of(marks).stream()
                    .filter(mark -> !mark.uids().isEmpty())
                    .toList();
            if (said.isEmpty()) {
                return;
            }
            var view = mailbox.view();
            long base = Math.max(view.highestModSeq(), marks.modSeqs().lastBase());
            long total = nextTotal(marks);
            var after = marks;
            var changed = UidSet.EMPTY;
            for (var mark : said) {
                after = after.with(mark);
                changed = changed.plus(mark.uids());
            }
            write(journal, said, after.counting(after.modSeqs().after(changed, base, total)), view);
        } finally {
            lock.unlock();
        }
        watchers.forEach(Registration::call);
    }

    private void write(Journal journal, List<Mark> said, Marks after, MailboxView view) {
        var line = MarksFile.change(
                said, after.modSeqs().lastBase(), after.modSeqs().total());
        boolean anew = wholeOctets < 0 || octets + line.length > wholeOctets + Math.max(MIN_GROWTH, wholeOctets);
        if (anew) {
            var kept = after.about(view).counting(after.modSeqs().joined());
            var whole = MarksFile.whole(kept, uidValidity, guid);
            journal.replace(whole);
            wholeOctets = whole.length;
            octets = whole.length;
            marks = kept;
        } else {
            try {
                journal.append(line);
            } catch (RuntimeException e) {
                wholeOctets = -1; // a part of it may be there
                throw e;
            }
            octets += line.length;
            marks = after;
        }
    }

    Watch watch(Runnable onChange) {
        var registration = new Registration(onChange);
        watchers.add(registration);
        return registration;
    }

    private final class Registration implements Watch {
        private final Runnable onChange;

        Registration(Runnable onChange) {
            this.onChange = onChange;
        }

        /** A session that fails to take note harms nobody else: the change has happened. */
        void call() {
            try {
                onChange.run();
            } catch (RuntimeException e) {
                LOG.error("A session failed to take note of a change", e);
            }
        }

        @Override
        public void close() {
            watchers.remove(this);
        }
    }
}
