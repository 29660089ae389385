package org.mailloft.storage.maildir;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import org.mailloft.storage.FlagChange;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.SystemFlag;
import org.mailloft.storage.UidSet;
import org.mailloft.storage.index.ChunkedView;
import org.mailloft.storage.index.MailboxIndex;

/**
 * Changes flags, which renames files, and removes messages. A file that is not where its flags say was renamed or removed
 * by somebody else: then the directories are read, and what is still there gets its turn once more.
 */
final class FlagWriter {

    private static final int MAX_ROUNDS = 3;

    private final MaildirState state;

    FlagWriter(MaildirState state) {
        this.state = state;
    }

    /** Changes flags. @return UIDs left alone because they changed since */
    List<Long> store(UidSet uids, FlagChange wanted) throws IOException {
        checkKeywords(wanted);
        try (var change = state.begin()) {
            state.syncIfDue(change);
            var conflicts = new ArrayList<Long>();
            var left = applyFlags(change, uids, wanted, conflicts);
            for (int round = 1; !left.isEmpty() && round < MAX_ROUNDS; round++) {
                state.sync(change);
                left = applyFlags(change, left, wanted, conflicts);
            }
            return conflicts;
        }
    }

    private void checkKeywords(FlagChange wanted) {
        int max = state.site().settings().maxKeywordLength();
        if (wanted.flags().keywords().stream().anyMatch(keyword -> keyword.length() > max)) {
            throw new MailFailure(MailFailure.Reason.LIMIT, "Keyword length too long");
        }
    }

    /** One round. @return UIDs whose files were not found */
    private UidSet applyFlags(MailboxIndex.Change change, UidSet uids, FlagChange wanted, List<Long> conflicts)
            throws IOException {
        var edit = change.edit();
        var view = edit.base();
        boolean removes = wanted.mode() == FlagChange.Mode.REMOVE;
        long bits = removes ? edit.knownBits(wanted.flags()) : edit.bits(wanted.flags());
        var names = edit.keywords();
        boolean anyFresh = false;
        boolean lettered = removes;
        var missing = new UidSet.Builder();
        try {
            for (int at : view.indexes(uids)) {
                long after = wanted.mode().apply(view.flagBits(at), bits);
                if (view.modSeq(at) > wanted.unchangedSince()) {
                    conflicts.add(view.uid(at));
                } else if (after != view.flagBits(at)) {
                    if (!lettered) {
                        state.keywords().add(wanted.flags().keywords(), state.uidList());
                        lettered = true;
                    }
                    anyFresh |= (view.storeBits(at) & MaildirState.FRESH) != 0;
                    if (rename(view, at, after, names)) {
                        edit.setFlags(at, after);
                        edit.setStoreBits(at, storeBits(view, at, after, names));
                    } else {
                        missing.add(view.uid(at));
                    }
                }
            }
        } finally {
            restamp(anyFresh);
            state.commit(change);
        }
        return missing.build();
    }

    private boolean rename(ChunkedView view, int at, long after, List<String> names) throws IOException {
        var from = state.file(view, at);
        var to = state.folder().cur().resolve(state.nameInCur(view.key(at), state.info(view, at), after, names));
        if (from.equals(to)) {
            return true; // only keywords without a letter changed
        }
        try {
            state.disk().rename(from, to);
            return true;
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    private long storeBits(ChunkedView view, int at, long after, List<String> names) {
        var key = view.key(at);
        var name = state.nameInCur(key, state.info(view, at), after, names);
        var plain = state.nameInCur(key, "", after, names);
        return state.noteName(view.uid(at), name, false, plain) | view.storeBits(at) & MaildirState.VERIFIED;
    }

    /** Moves what no session has seen yet from {@code new/} to {@code cur/}. @return UID where it begins */
    long claimRecent() throws IOException {
        try (var change = state.begin()) {
            state.syncIfDue(change);
            var edit = change.edit();
            var view = edit.base();
            boolean moved = false;
            for (int at = 0; at < view.size(); at++) {
                if ((view.storeBits(at) & MaildirState.FRESH) != 0) {
                    moved = true;
                    if (rename(view, at, view.flagBits(at), view.keywords())) {
                        edit.setStoreBits(at, storeBits(view, at, view.flagBits(at), view.keywords()));
                    }
                }
            }
            edit.firstRecentUid(view.uidNext());
            if (moved) {
                restamp(true);
            }
            state.commit(change);
            return view.firstRecentUid();
        }
    }

    /** Removes messages. @return those that this call has removed */
    UidSet expunge(UidSet uids, boolean onlyDeleted) throws IOException {
        try (var change = state.begin()) {
            state.syncIfDue(change);
            return expunge(change, uids, onlyDeleted);
        }
    }

    /** The same under a lock that is held already. */
    UidSet expunge(MailboxIndex.Change change, UidSet uids, boolean onlyDeleted) throws IOException {
        var removed = new UidSet.Builder();
        var left = remove(change, uids, onlyDeleted, removed);
        for (int round = 1; !left.isEmpty() && round < MAX_ROUNDS; round++) {
            state.sync(change);
            left = remove(change, left, onlyDeleted, removed);
        }
        state.uidList().compact(state.index().view());
        return removed.build();
    }

    private UidSet remove(MailboxIndex.Change change, UidSet uids, boolean onlyDeleted, UidSet.Builder removed)
            throws IOException {
        var edit = change.edit();
        var view = edit.base();
        var missing = new UidSet.Builder();
        boolean anyFresh = false;
        try {
            for (int at : view.indexes(uids)) {
                if (onlyDeleted && !view.has(at, SystemFlag.DELETED)) {
                    continue;
                }
                anyFresh |= (view.storeBits(at) & MaildirState.FRESH) != 0;
                if (state.disk().deleteIfExists(state.file(view, at))) {
                    edit.expunge(at);
                    state.oddNames.remove(view.uid(at));
                    removed.add(view.uid(at));
                } else {
                    missing.add(view.uid(at));
                }
            }
        } finally {
            restamp(anyFresh);
            state.commit(change);
        }
        return missing.build();
    }

    private void restamp(boolean freshToo) throws IOException {
        state.restampCur();
        if (freshToo) {
            state.restampFresh();
        }
    }
}
