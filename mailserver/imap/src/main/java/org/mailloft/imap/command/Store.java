package org.mailloft.imap.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.mailloft.imap.Command;
import org.mailloft.imap.ImapSession;
import org.mailloft.imap.Responder;
import org.mailloft.imap.SelectedMailbox;
import org.mailloft.imap.wire.BadSyntax;
import org.mailloft.imap.wire.ImapReader;
import org.mailloft.imap.wire.IndexSet;
import org.mailloft.imap.wire.SequenceSet;
import org.mailloft.storage.FlagChange;
import org.mailloft.storage.Flags;
import org.mailloft.storage.SystemFlag;
import org.mailloft.storage.UidSet;

/**
 * STORE and UID STORE: change flags. RFC 3501 section 6.4.6; UNCHANGEDSINCE is RFC 7162 section 3.1.3.
 *
 * @param unchangedSince only messages whose modification sequence is not higher
 * @param silent whether the client can do without the outcome
 */
record Store(
        boolean byUid,
        SequenceSet messages,
        OptionalLong unchangedSince,
        FlagChange.Mode mode,
        boolean silent,
        Flags flags)
        implements Command {

    static Store parse(ImapReader in) {
        return parse(in, false);
    }

    static Store parseUid(ImapReader in) {
        return parse(in, true);
    }

    /** {@code store = "STORE" SP sequence-set [store-modifiers] SP store-att-flags} */
    private static Store parse(ImapReader in, boolean byUid) {
        var messages = in.sp().sequenceSet();
        in.sp();
        var unchangedSince = OptionalLong.empty();
        if (in.nextIs('(')) {
            unchangedSince = OptionalLong.of(unchangedSince(in));
            in.sp();
        }
        var item = item(in);
        boolean silent = item.endsWith(".SILENT");
        var mode =
                switch (item.replace(".SILENT", "")) {
                    case "FLAGS" -> FlagChange.Mode.REPLACE;
                    case "+FLAGS" -> FlagChange.Mode.ADD;
                    case "-FLAGS" -> FlagChange.Mode.REMOVE;
                    default -> throw new BadSyntax("Invalid arguments.", in.position());
                };
        var flags = in.sp().flagsWithOrWithoutParentheses();
        in.crlf();
        return new Store(byUid, messages, unchangedSince, mode, silent, flags);
    }

    /** {@code ["+" / "-"] "FLAGS" [".SILENT"]} */
    private static String item(ImapReader in) {
        return in.atom().toUpperCase(Locale.ROOT);
    }

    /** {@code "(" "UNCHANGEDSINCE" SP mod-sequence-valzer ")"} */
    private static long unchangedSince(ImapReader in) {
        return in.nested(() -> {
            if (!in.atom().equalsIgnoreCase("UNCHANGEDSINCE")) {
                throw new BadSyntax("Unknown STORE modifier", in.position());
            }
            return in.sp().modSeq();
        });
    }

    @Override
    public void run(ImapSession session, Responder out) {
        var selected = session.selected();
        var indexes = selected.resolve(messages, byUid);
        if (unchangedSince.isPresent()) {
            session.enableCondstore();
        }
        if (selected.isReadOnly()) {
            if (unchangedSince.isPresent()) {
                out.no("CONDSTORE failed: Mailbox is read-only.");
            } else {
                out.ok("Store ignored with read-only mailbox.");
            }
            return;
        }
        session.statistics().deleted(newlyDeleted(selected, indexes));
        var change = new FlagChange(mode, flags, unchangedSince.orElse(FlagChange.ALWAYS));
        var uids = indexes.uids(selected.view());
        var conflicts = new ArrayList<>(selected.store(uids, change, silent));
        if (unchangedSince.isPresent() && !byUid) {
            uids.stream().filter(uid -> isGone(uid, selected)).forEach(conflicts::add);
        }
        if (conflicts.isEmpty()) {
            out.ok("Store completed.");
        } else {
            out.ok("MODIFIED " + named(conflicts, selected), "Conditional store failed.");
        }
    }

    /** A message that a number still stands for was changed, too, when it was expunged. */
    private static boolean isGone(long uid, SelectedMailbox selected) {
        return selected.mailbox().view().indexOf(uid) < 0;
    }

    private long newlyDeleted(SelectedMailbox selected, IndexSet indexes) {
        if (mode == FlagChange.Mode.REMOVE || !flags.has(SystemFlag.DELETED)) {
            return 0;
        }
        var view = selected.view();
        var count = new long[1];
        indexes.forEach(index -> count[0] += view.has(index, SystemFlag.DELETED) ? 0 : 1);
        return count[0];
    }

    /** The messages as the client named them, by UID or by number. */
    private UidSet named(List<Long> uids, SelectedMailbox selected) {
        if (byUid) {
            return UidSet.of(uids);
        }
        var numbers = new UidSet.Builder();
        uids.forEach(uid -> numbers.add(selected.view().indexOf(uid) + 1L));
        return numbers.build();
    }
}
