package org.mailloft.imap;

import org.mailloft.imap.wire.FlagList;
import org.mailloft.imap.wire.ImapWriter;
import org.mailloft.storage.MailboxView;
import org.mailloft.storage.UidSet;
import org.mailloft.storage.ViewChanges;

/**
 * Tells a client what has happened to its selected mailbox, RFC 3501 section 7.3 and 7.4: FLAGS, EXPUNGE, EXISTS,
 * RECENT, FETCH, in this order.
 */
final class Updates {

    private final SelectedMailbox selected;
    private final ImapWriter out;
    private final boolean uids;
    private final boolean modSeqs;

    /**
     * @param uids whether FETCH has to have the UID
     * @param modSeqs whether FETCH has to have the MODSEQ
     */
    Updates(SelectedMailbox selected, ImapWriter out, boolean uids, boolean modSeqs) {
        this.selected = selected;
        this.out = out;
        this.uids = uids;
        this.modSeqs = modSeqs;
    }

    /**
     * What may not be told now is told later; until then messages that are gone keep their place, and new ones have none.
     *
     * @param expunges whether EXPUNGE may be told
     * @param arrivals whether EXISTS may be told
     */
    void send(boolean expunges, boolean arrivals) {
        var before = selected.view();
        var now = selected.mailbox().view();
        if (now == before) {
            selected.told();
            return;
        }
        selected.requireReadable();
        var changes = before.changesTo(now);
        if (arrivals && !changes.added().isEmpty()) {
            now = selected.claimRecent();
            changes = before.changesTo(now);
        }
        if (selected.keywordsChanged(now)) {
            flags(now);
        }
        var gone = changes.expunged();
        if (expunges) {
            expunged(before, gone);
            gone = UidSet.EMPTY;
        }
        long newFrom = arrivals || changes.added().isEmpty()
                ? HeldView.NOTHING_NEW
                : changes.added().first(0);
        selected.advance(HeldView.of(before, now, gone, newFrom));
        if (arrivals && !changes.added().isEmpty()) {
            out.untagged().number(selected.view().size()).atom("EXISTS").crlf();
        }
        if (selected.recentCountChanged()) {
            out.untagged().number(selected.recentCount()).atom("RECENT").crlf();
        }
        fetched(before, changes);
        selected.told();
    }

    /** From the last to the first, so that no number moves before it is used. */
    private void expunged(MailboxView before, UidSet gone) {
        for (int range = gone.ranges() - 1; range >= 0; range--) {
            for (long uid = gone.last(range); uid >= gone.first(range); uid--) {
                int index = before.indexOf(uid);
                if (index >= 0) {
                    out.untagged().number(index + 1L).atom("EXPUNGE").crlf();
                }
            }
        }
    }

    /** The flags there are, and those that can be set. */
    void flags(MailboxView view) {
        var keywords = view.keywords();
        FlagList.writeAll(out.untagged().atom("FLAGS"), keywords);
        out.crlf();
        out.untagged().atom("OK");
        if (selected.isReadOnly()) {
            out.atom("[PERMANENTFLAGS")
                    .open()
                    .close()
                    .ascii("] Read-only mailbox.")
                    .crlf();
        } else {
            FlagList.writeSettable(
                    out.atom("[PERMANENTFLAGS"),
                    selected.mailbox().settable(),
                    keywords,
                    keywords.size() < MailboxView.MAX_KEYWORDS);
            out.ascii("] Flags permitted.").crlf();
        }
    }

    private void fetched(MailboxView before, ViewChanges changes) {
        var view = selected.view();
        var changed = changes.changed();
        for (int range = 0; range < changed.ranges(); range++) {
            for (long uid = changed.first(range); uid <= changed.last(range); uid++) {
                int index = view.indexOf(uid);
                boolean expected = selected.isExpected(uid, before.flagBits(before.indexOf(uid)), view.flagBits(index));
                if (!expected || modSeqs) {
                    fetch(index, !expected);
                }
            }
        }
    }

    private void fetch(int index, boolean flags) {
        var view = selected.view();
        out.untagged().number(index + 1L).atom("FETCH").open();
        if (uids) {
            out.atom("UID").number(view.uid(index));
        }
        if (modSeqs) {
            out.atom("MODSEQ").open().number(view.modSeq(index)).close();
        }
        if (flags) {
            selected.writeFlags(out.atom("FLAGS"), index);
        }
        out.close().crlf();
    }
}
