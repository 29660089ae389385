package org.mailloft.storage.personal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mailloft.storage.FlagChange;
import org.mailloft.storage.FlagChange.Mode;
import org.mailloft.storage.Flags;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.Mailbox.CopiedUids;
import org.mailloft.storage.MailboxView;
import org.mailloft.storage.SystemFlag;
import org.mailloft.storage.UidSet;

/** Brings the flags of copies to what the reader saw on the originals, where one of both mailboxes has personal ones. */
final class CopiedFlags {

    /** By flag: copies that shall have it. Keywords and {@code \Seen}; the rest was copied with the message. */
    private final TreeMap<String, UidSet.Builder> wanted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private final UidSet copies;

    /**
     * @param original what the reader saw before
     * @param copied originals that came later, and were not seen, keep what was copied
     */
    CopiedFlags(MailboxView original, CopiedUids copied) {
        var known = new UidSet.Builder();
        for (int n = 0; n < copied.source().size(); n++) {
            int index = original.indexOf(copied.source().get(n));
            if (index >= 0) {
                long copy = copied.target().get(n);
                known.add(copy);
                names(original.flags(index)).forEach(flag -> add(flag, copy));
            }
        }
        copies = known.build();
    }

    private void add(String flag, long uid) {
        wanted.computeIfAbsent(flag, _ -> new UidSet.Builder()).add(uid);
    }

    private static Set<String> names(Flags flags) {
        var names = new TreeSet<>(flags.keywords());
        if (flags.has(SystemFlag.SEEN)) {
            names.add(Marks.SEEN);
        }
        return names;
    }

    private UidSet wanted(String flag) {
        return wanted.containsKey(flag) ? wanted.get(flag).build() : UidSet.EMPTY;
    }

    void settle(ReaderMailbox into) {
        var marks = new ArrayList<Marks.Mark>();
        var flags = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        flags.add(Marks.SEEN);
        flags.addAll(into.shared().view().keywords());
        flags.addAll(wanted.keySet());
        for (var flag : flags) {
            boolean own = into instanceof PersonalMailbox personal && personal.keepsForItself(flag);
            share(flag, own ? UidSet.EMPTY : wanted(flag), into.shared());
            if (own) {
                marks.add(new Marks.Mark(flag, true, wanted(flag)));
            }
        }
        if (into instanceof PersonalMailbox personal) {
            personal.say(List.copyOf(marks));
        }
    }

    /** Among the copies, just these have the flag for everybody. */
    private void share(String flag, UidSet having, Mailbox target) {
        var now = new UidSet.Builder();
        var view = target.view();
        copies.stream()
                .filter(uid -> view.indexOf(uid) >= 0)
                .filter(uid -> names(view.flags(view.indexOf(uid))).contains(flag))
                .forEach(now::add);
        change(Mode.REMOVE, flag, now.build().minus(having), target);
        change(Mode.ADD, flag, having.minus(now.build()), target);
    }

    private static void change(Mode mode, String flag, UidSet uids, Mailbox target) {
        if (!uids.isEmpty()) {
            var flags = flag.equals(Marks.SEEN) ? Flags.of(SystemFlag.SEEN) : new Flags(Set.of(), Set.of(flag));
            target.store(uids, new FlagChange(mode, flags));
        }
    }
}
