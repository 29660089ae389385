package org.mailloft.storage.personal;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.mailloft.storage.FlagChange;
import org.mailloft.storage.FlagChange.Mode;
import org.mailloft.storage.Flags;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailFailure.Reason;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.MailboxView;
import org.mailloft.storage.OwnFlags;
import org.mailloft.storage.SystemFlag;
import org.mailloft.storage.UidSet;
import org.mailloft.storage.personal.Marks.Mark;

/** A mailbox some flags of which are the reader's own. */
final class PersonalMailbox extends ReaderMailbox {

    private final OwnFlags own;
    private final MarkBook book;
    private final int maxKeywordCharacters;
    private final Runnable onClose;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile PersonalView last;

    /** @param onClose gives the book back */
    PersonalMailbox(Mailbox inner, OwnFlags own, MarkBook book, int maxKeywordCharacters, Runnable onClose) {
        super(inner);
        this.own = own;
        this.book = book;
        this.maxKeywordCharacters = maxKeywordCharacters;
        this.onClose = onClose;
        this.last = new PersonalView(inner.view(), book.marks(), own);
    }

    @Override
    boolean isPersonal() {
        return true;
    }

    /** Whether a flag is the reader's own: {@code \Seen} or a keyword. */
    boolean keepsForItself(String flag) {
        return flag.equals(Marks.SEEN) ? own.seen() : own.keywords();
    }

    /**
     * The same object as long as nothing changes. The mailbox is asked before the marks: marks that are newer than it do no
     * harm, while a change of the mailbox that came after them would count as known.
     */
    @Override
    public PersonalView view() {
        var shared = inner.view();
        var marks = book.marks();
        var known = last;
        if (known.shared() == shared && known.marks() == marks) {
            return known;
        }
        var now = new PersonalView(shared, marks, own);
        last = now;
        return now;
    }

    @Override
    public Watch watch(Runnable onChange) {
        var shared = inner.watch(onChange);
        var personal = book.watch(onChange);
        return () -> {
            personal.close();
            shared.close();
        };
    }

    @Override
    public List<Long> append(List<Append> messages) {
        var stripped = new ArrayList<Append>(messages.size());
        for (var message : messages) {
            checkKeywords(message.flags());
            stripped.add(new Append(message.content(), everybodys().of(message.flags()), message.internalDate()));
        }
        var uids = inner.append(stripped);
        var marks = new ArrayList<Mark>();
        for (int n = 0; n < uids.size(); n++) {
            marks.addAll(marks(messages.get(n).flags(), true, UidSet.of(uids.get(n))));
        }
        say(marks);
        return uids;
    }

    /** Flags that are everybody's. */
    private Settable everybodys() {
        var system = EnumSet.allOf(SystemFlag.class);
        if (own.seen()) {
            system.remove(SystemFlag.SEEN);
        }
        return new Settable(system, !own.keywords());
    }

    private List<Mark> marks(Flags flags, boolean set, UidSet uids) {
        var marks = new ArrayList<Mark>();
        if (own.seen() && flags.has(SystemFlag.SEEN)) {
            marks.add(new Mark(Marks.SEEN, set, uids));
        }
        if (own.keywords()) {
            flags.keywords().forEach(keyword -> marks.add(new Mark(keyword, set, uids)));
        }
        return marks;
    }

    private void checkKeywords(Flags flags) {
        boolean tooLong = flags.keywords().stream().anyMatch(keyword -> keyword.length() > maxKeywordCharacters);
        if (own.keywords() && tooLong) {
            throw new MailFailure(Reason.LIMIT, "Keyword length too long");
        }
    }

    /** Everybody's flags first: that may fail. */
    @Override
    public List<Long> store(UidSet uids, FlagChange change) {
        if (!inner.isWritable()) {
            throw new MailFailure(Reason.NO_PERMISSION, "Mailbox is read-only");
        }
        checkKeywords(change.flags());
        inner.refresh(); // fails when the mailbox is gone, also where only marks change
        var conflicts = new TreeSet<Long>(ownConflicts(uids, change.unchangedSince(), book.marks()));
        var left = uids.minus(UidSet.of(List.copyOf(conflicts)));
        conflicts.addAll(storeShared(left, change));
        var existing = existing(left.minus(UidSet.of(List.copyOf(conflicts))));
        book.change(own.journal(), inner, before -> {
            var late = ownConflicts(existing, change.unchangedSince(), before);
            conflicts.addAll(late);
            return newMarks(existing.minus(UidSet.of(late)), change, before);
        });
        return List.copyOf(conflicts);
    }

    /** Messages that the reader has changed for himself since. */
    private List<Long> ownConflicts(UidSet uids, long unchangedSince, Marks marks) {
        if (unchangedSince == FlagChange.ALWAYS) {
            return List.of();
        }
        return existing(uids).stream()
                .filter(uid -> marks.modSeqs().ofMessage(uid) > unchangedSince)
                .boxed()
                .toList();
    }

    private List<Long> storeShared(UidSet uids, FlagChange change) {
        var flags = everybodys().of(change.flags());
        boolean always = change.unchangedSince() == FlagChange.ALWAYS;
        long unchangedSince =
                always ? FlagChange.ALWAYS : book.marks().modSeqs().base(change.unchangedSince());
        if (change.mode() == Mode.REPLACE) {
            return everybodys().replace(inner, uids, flags, unchangedSince);
        }
        if (!flags.isEmpty()) {
            return inner.store(uids, new FlagChange(change.mode(), flags, unchangedSince));
        }
        var view = inner.view();
        return always
                ? List.of()
                : existing(uids).stream()
                        .filter(uid -> view.indexOf(uid) >= 0 && view.modSeq(view.indexOf(uid)) > unchangedSince)
                        .boxed()
                        .toList();
    }

    /** What is to be said so that these messages are as the change wants them: nothing where they are already. */
    private List<Mark> newMarks(UidSet uids, FlagChange change, Marks before) {
        var view = new PersonalView(inner.view(), before, own);
        var wanted = marks(change.flags(), change.mode() != Mode.REMOVE, uids);
        if (change.mode() == Mode.REPLACE) {
            var others = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            others.addAll(own.keywords() ? before.keywords() : List.of());
            others.removeAll(change.flags().keywords());
            if (own.seen() && !change.flags().has(SystemFlag.SEEN)) {
                others.add(Marks.SEEN);
            }
            others.forEach(flag -> wanted.add(new Mark(flag, false, uids)));
        }
        checkCount(wanted, before);
        return wanted.stream()
                .map(mark -> new Mark(mark.flag(), mark.set(), without(mark, view)))
                .toList();
    }

    private static void checkCount(List<Mark> wanted, Marks before) {
        long added = wanted.stream()
                .filter(mark -> mark.set() && !mark.flag().equals(Marks.SEEN) && before.keyword(mark.flag()) < 0)
                .count();
        if (before.keywords().size() + added > MailboxView.MAX_KEYWORDS) {
            throw new MailFailure(Reason.LIMIT, "Too many different keywords in mailbox");
        }
    }

    /** The messages of a mark on which it is news. */
    private static UidSet without(Mark mark, PersonalView view) {
        int keyword = view.marks().keyword(mark.flag());
        long bit = mark.flag().equals(Marks.SEEN)
                ? SystemFlag.SEEN.bit()
                : keyword < 0 ? 0 : 1L << MailboxView.FIRST_KEYWORD_BIT + keyword;
        var news = new UidSet.Builder();
        mark.uids().stream().forEach(uid -> {
            int index = view.indexOf(uid);
            if (index >= 0 && (view.flagBits(index) & bit) != 0 != mark.set()) {
                news.add(uid);
            }
        });
        return news.build();
    }

    private UidSet existing(UidSet uids) {
        var view = inner.view();
        var found = new UidSet.Builder();
        for (int range = 0; range < uids.ranges(); range++) {
            int at = view.indexOf(uids.first(range));
            for (int index = at < 0 ? -at - 1 : at;
                    index < view.size() && view.uid(index) <= uids.last(range);
                    index++) {
                found.add(view.uid(index));
            }
        }
        return found.build();
    }

    /** Says something about messages that are there, whatever was said before. */
    void say(List<Mark> marks) {
        book.change(own.journal(), inner, before -> {
            checkCount(marks, before);
            return marks;
        });
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            onClose.run();
            inner.close();
        }
    }
}
