package org.mailloft.storage.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.mailloft.storage.Flags;
import org.mailloft.storage.index.MailboxIndex;
import org.mailloft.storage.index.NewMessage;
import org.mailloft.storage.maildir.MessageFile.Sizes;

/**
 * Puts new messages into a mailbox, all of them or none: under the lock of the UID list they get their UIDs, the list is
 * extended, the files are moved to where everybody sees them, and all that is made durable, before anybody is told.
 */
final class Arrivals {

    private final MaildirState state;
    private final MailboxIndex.Change change;
    private final List<Path> placed = new ArrayList<>();

    /** Moves or links a file to its place in the mailbox. */
    interface Placement {
        void into(Path place) throws IOException;
    }

    /**
     * A message whose octets are on the disk already.
     *
     * @param base name it gets
     * @param fields what the UID list shall say of it
     * @param placement brings it there
     */
    record Incoming(
            String base,
            String fields,
            Flags flags,
            Instant internalDate,
            Sizes sizes,
            boolean verified,
            Placement placement) {}

    private Arrivals(MaildirState state, MailboxIndex.Change change) {
        this.state = state;
        this.change = change;
    }

    /**
     * Adds messages, and commits them. The change has no edits yet.
     *
     * @return their UIDs, ascending
     */
    static List<Long> add(MaildirState state, MailboxIndex.Change change, List<Incoming> messages) throws IOException {
        if (messages.isEmpty()) {
            return List.of();
        }
        return new Arrivals(state, change).add(messages);
    }

    private List<Long> add(List<Incoming> messages) throws IOException {
        Set<String> keywords = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        messages.forEach(message -> keywords.addAll(message.flags.keywords()));
        state.keywords().add(keywords, state.uidList());
        try (var _ = lockCurrentList()) {
            var edit = change.edit();
            long next = Math.max(edit.uidNext(), state.uidList().header().nextUid());
            var lines = new ArrayList<UidList.Entry>(messages.size());
            var rows = new ArrayList<NewMessage>(messages.size());
            for (var message : messages) {
                rows.add(row(next, message));
                lines.add(new UidList.Entry(next++, message.fields, message.base));
            }
            write(messages, rows, lines);
            rows.forEach(edit::append);
            restamp(rows);
        }
        var view = state.commit(change);
        var uids = new ArrayList<Long>(messages.size());
        for (int at = view.size() - messages.size(); at < view.size(); at++) {
            uids.add(view.uid(at));
        }
        return uids;
    }

    /** The lock of the UID list, which says just what we know: what others did before we had it is taken over first. */
    private DotLock lockCurrentList() throws IOException {
        while (true) {
            state.syncIfDue(change);
            var lock = state.uidList().lock();
            if (state.uidList().exists() && !state.uidList().isOutdated()) {
                return lock;
            }
            lock.close();
            state.uidList().distrust();
        }
    }

    private NewMessage row(long uid, Incoming message) {
        long bits = change.edit().bits(message.flags);
        boolean fresh = bits == 0;
        long store = (fresh ? MaildirState.FRESH : 0) | (message.verified ? MaildirState.VERIFIED : 0);
        return new NewMessage(
                uid,
                bits | store,
                message.internalDate,
                message.sizes.virtual(),
                message.sizes.physical(),
                message.base);
    }

    private void write(List<Incoming> messages, List<NewMessage> rows, List<UidList.Entry> lines) throws IOException {
        var names = change.edit().keywords();
        try (var list = state.uidList().append()) {
            long before = list.size();
            try {
                list.write(UidList.lines(lines));
                for (int i = 0; i < messages.size(); i++) {
                    var place = place(rows.get(i), names);
                    messages.get(i).placement.into(place);
                    placed.add(place);
                }
                if (state.site().settings().syncs()) {
                    list.force();
                    forceDirectories(rows);
                }
            } catch (IOException | RuntimeException e) {
                undo(list, before, e);
                throw e;
            }
        }
        state.uidList().appended(lines);
    }

    private Path place(NewMessage row, List<String> names) {
        return isFresh(row)
                ? state.folder().fresh().resolve(row.key())
                : state.folder().cur().resolve(state.nameInCur(row.key(), "", row.flagBits(), names));
    }

    private static boolean isFresh(NewMessage row) {
        return (row.flagBits() & MaildirState.FRESH) != 0;
    }

    private void forceDirectories(List<NewMessage> rows) throws IOException {
        if (rows.stream().anyMatch(Arrivals::isFresh)) {
            state.disk().forceDirectory(state.folder().fresh());
        }
        if (!rows.stream().allMatch(Arrivals::isFresh)) {
            state.disk().forceDirectory(state.folder().cur());
        }
    }

    /** Takes back what was done; what cannot be taken back makes the next operation read everything anew. */
    private void undo(org.mailloft.storage.disk.DiskFile list, long before, Exception cause) {
        state.distrust();
        for (var place : placed) {
            try {
                state.disk().deleteIfExists(place);
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
        try {
            list.truncate(before);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private void restamp(List<NewMessage> rows) throws IOException {
        boolean anyFresh = rows.stream().anyMatch(Arrivals::isFresh);
        boolean allFresh = rows.stream().allMatch(Arrivals::isFresh);
        if (anyFresh) {
            state.restampFresh();
        }
        if (!allFresh) {
            state.restampCur();
        }
    }
}
