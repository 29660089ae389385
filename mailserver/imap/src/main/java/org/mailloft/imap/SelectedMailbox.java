package org.mailloft.imap;

import java.util.List;
import java.util.function.Supplier;
import org.mailloft.imap.wire.FlagList;
import org.mailloft.imap.wire.ImapWriter;
import org.mailloft.imap.wire.IndexSet;
import org.mailloft.imap.wire.SequenceSet;
import org.mailloft.storage.FlagChange;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.MailboxView;
import org.mailloft.storage.UidSet;

/**
 * The mailbox a session has selected, as the client knows it: {@link #view} is what it was last told, and what message
 * sequence numbers count in. {@link Updates} moves it on.
 */
public final class SelectedMailbox implements AutoCloseable {

    private final Mailbox mailbox;
    private MailboxView view;
    private UidSet recent = UidSet.EMPTY;
    private int recentTold;
    private int keywordsTold;

    /** Changes of our own that the client need not be told, because it asked for silence or was told already. */
    private UidSet quietUids = UidSet.EMPTY;

    private FlagChange quietChange;

    SelectedMailbox(Mailbox mailbox) {
        this.mailbox = mailbox;
        advance(claim());
        recentTold = recentCount();
        keywordsTold = view.keywords().size();
    }

    public Mailbox mailbox() {
        return mailbox;
    }

    /** The messages as the client was told; messages gone since then may still have their place in it. */
    public MailboxView view() {
        return view;
    }

    public boolean isReadOnly() {
        return !mailbox.isWritable();
    }

    /** The messages the client means by its sequence set. */
    public IndexSet resolve(SequenceSet set, boolean byUid) {
        return set.resolve(view, byUid);
    }

    /** Whether {@code \Recent} is set for this session. */
    public boolean isRecent(long uid) {
        return recent.contains(uid);
    }

    /** How many messages in {@link #view} are {@code \Recent}. */
    public int recentCount() {
        int count = 0;
        for (int i = 0; i < recent.ranges(); i++) {
            count += insertionPoint(recent.last(i) + 1) - insertionPoint(recent.first(i));
        }
        return count;
    }

    private int insertionPoint(long uid) {
        int index = view.indexOf(uid);
        return index >= 0 ? index : -index - 1;
    }

    /** Writes FLAGS' value for the message at this index of {@link #view}. */
    public void writeFlags(ImapWriter out, int index) {
        FlagList.write(out, view.flagBits(index), view.keywords(), isRecent(view.uid(index)));
    }

    /**
     * Changes flags for this session's client.
     *
     * @param quietly whether the client need not be told the outcome, unless it is not what the change alone would make
     * @return UIDs that failed {@link FlagChange#unchangedSince}
     */
    public List<Long> store(UidSet uids, FlagChange change, boolean quietly) {
        if (quietly) {
            quietUids = uids;
            quietChange = change;
        }
        return mailbox.store(uids, change);
    }

    /** Looks for changes made by other programs; ends the session when the mailbox is gone. */
    public void refresh() {
        stillThere(() -> {
            mailbox.refresh();
            return null;
        });
    }

    /** Makes sure that the client may be told of its messages; ends the session when that was taken from the user. */
    void requireReadable() {
        stillThere(() -> {
            mailbox.requireReadable();
            return null;
        });
    }

    private static <T> T stillThere(Supplier<T> action) {
        try {
            return action.get();
        } catch (MailFailure e) {
            if (e.reason() == MailFailure.Reason.NOT_FOUND) {
                throw Goodbye.mailboxDeleted();
            }
            if (e.reason() == MailFailure.Reason.NO_PERMISSION) {
                throw Goodbye.mailboxClosed();
            }
            throw e;
        }
    }

    /** Whether the client expects the message to have the flags it has now, and had them when it was told last. */
    boolean isExpected(long uid, long before, long now) {
        return before == now || quietUids.contains(uid) && changed(before) == now;
    }

    private long changed(long bits) {
        long flags = quietChange.flags().systemBits();
        var keywords = view.keywords();
        for (int i = 0; i < keywords.size(); i++) {
            if (quietChange.flags().keywords().contains(keywords.get(i))) {
                flags |= 1L << (MailboxView.FIRST_KEYWORD_BIT + i);
            }
        }
        return switch (quietChange.mode()) {
            case ADD -> bits | flags;
            case REMOVE -> bits & ~flags;
            case REPLACE -> flags;
        };
    }

    /** The mailbox as it is now, its new messages marked as seen by a session; ends the session when it is gone. */
    MailboxView claimRecent() {
        return stillThere(this::claim);
    }

    private MailboxView claim() {
        long from = mailbox.claimRecent();
        var now = mailbox.view();
        long to = isReadOnly() ? now.uidNext() : Math.min(now.firstRecentUid(), now.uidNext());
        if (from < to) {
            var all = new UidSet.Builder();
            for (int i = 0; i < recent.ranges(); i++) {
                all.add(recent.first(i), recent.last(i));
            }
            recent = all.add(from, to - 1).build();
        }
        return now;
    }

    void advance(MailboxView to) {
        view = to;
    }

    void told() {
        quietUids = UidSet.EMPTY;
        quietChange = null;
    }

    /** Whether the number of recent messages is another than the client was told last; it counts as told then. */
    boolean recentCountChanged() {
        int now = recentCount();
        boolean changed = now != recentTold;
        recentTold = now;
        return changed;
    }

    /** Whether there are keywords the client was not told about; they count as told then. */
    boolean keywordsChanged(MailboxView now) {
        int count = now.keywords().size();
        boolean changed = count != keywordsTold;
        keywordsTold = count;
        return changed;
    }

    @Override
    public void close() {
        mailbox.close();
    }
}
