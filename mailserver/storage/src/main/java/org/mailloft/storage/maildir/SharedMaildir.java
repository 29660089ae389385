package org.mailloft.storage.maildir;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.index.ChunkedView;
import org.mailloft.storage.index.HeaderCache;
import org.mailloft.storage.index.IndexFile;
import org.mailloft.storage.index.MailboxIndex;
import org.mailloft.storage.index.SavedIndex;
import org.mailloft.storage.index.ViewEdit;
import org.mailloft.storage.maildir.FolderLayout.Folder;

/**
 * One mailbox directory, opened once for all sessions of this process. Opening reads our index file, and the
 * directories only when they changed since it was written.
 */
final class SharedMaildir {

    private static final String INDEX_FILE = "mailloft.index";
    private static final String CACHE_FILE = "mailloft.cache";

    /** How long a session waits for others that work on the same mailbox. */
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(120);

    private static final Duration TEMP_AGE = Duration.ofHours(36);

    private final MaildirState state;
    private final AppendQueue queue;
    private final Optional<HeaderCache> cache;

    private SharedMaildir(MaildirState state, Optional<HeaderCache> cache) {
        this.state = state;
        this.queue = new AppendQueue(state);
        this.cache = cache;
    }

    /** Gives a UIDVALIDITY to a mailbox that has none. */
    interface NewUidValidity {
        long next() throws IOException;
    }

    /** Opens a mailbox whose directory exists; whatever is missing in it is made. */
    static SharedMaildir open(Site site, MailboxName name, Folder folder, NewUidValidity validity) throws IOException {
        var permissions =
                Permissions.of(site.disk().ownership(folder.mail()), site.host().gid());
        MaildirState.createDirectories(site.disk(), folder, permissions);
        var indexFile = folder.index()
                .map(directory -> new IndexFile(
                        site.disk(),
                        directory.resolve(INDEX_FILE),
                        permissions.fileMode(),
                        site.bootId(),
                        site.host().clock()));
        var opening = new Opening(site, name, folder, permissions, indexFile, validity);
        var saved = indexFile.flatMap(IndexFile::load);
        var state = saved.isPresent() ? opening.from(saved.get()) : Optional.<MaildirState>empty();
        var opened = state.isPresent() ? state.get() : opening.anew(saved.isPresent());
        cleanTemp(site, folder);
        var cache = folder.index()
                .map(directory -> new HeaderCache(
                        site.disk(),
                        directory.resolve(CACHE_FILE),
                        permissions.fileMode(),
                        opened.uidList().header().guid(),
                        opened.uidList().header().uidValidity(),
                        opened.index()::view));
        return new SharedMaildir(opened, cache);
    }

    MaildirState state() {
        return state;
    }

    AppendQueue queue() {
        return queue;
    }

    Optional<HeaderCache> cache() {
        return cache;
    }

    boolean isGone() {
        return state.index().isGone();
    }

    int messages() {
        return state.index().view().size();
    }

    /** Takes over what others did. */
    void refresh() throws IOException {
        if (isGone()) {
            throw MailFailure.noSuchMailbox(state.name());
        }
        if (MaildirSync.isDue(state)) {
            try (var change = state.begin()) {
                state.syncIfDue(change);
            }
        }
    }

    /** Reads the directories, because a file was not where we expected it. */
    void resync() throws IOException {
        try (var change = state.begin()) {
            state.sync(change);
        }
    }

    /** Writes what only memory has; nobody uses the mailbox at the moment. */
    void settle() {
        if (isGone()) {
            cache.ifPresent(HeaderCache::forget);
        } else {
            state.saveDates();
            cache.ifPresent(HeaderCache::flush);
        }
    }

    /** The directory is about to be somewhere else: whoever has it open finds it gone. */
    void leave() {
        try (var change = state.begin()) {
            change.markGone();
        } catch (MailFailure e) {
            if (e.reason() != MailFailure.Reason.NOT_FOUND) {
                throw e;
            }
        }
    }

    /** Lets go of everything. */
    void close() {
        cache.ifPresent(HeaderCache::close);
    }

    /** Removes what interrupted deliveries left, unless that is switched off. */
    private static void cleanTemp(Site site, Folder folder) throws IOException {
        if (site.settings().tempScanInterval().isZero()) {
            return;
        }
        var now = site.host().clock().instant();
        for (var entry : site.disk().list(folder.tmp())) {
            var file = folder.tmp().resolve(entry);
            try {
                if (Duration.between(site.disk().ownership(file).changed(), now).compareTo(TEMP_AGE) > 0) {
                    site.disk().delete(file);
                }
            } catch (NoSuchFileException _) {
                // somebody else took it
            }
        }
    }

    /** The ways to learn the state of a mailbox. */
    private record Opening(
            Site site,
            MailboxName name,
            Folder folder,
            Permissions permissions,
            Optional<IndexFile> indexFile,
            NewUidValidity validity) {

        /** From our index, if it belongs to this mailbox. */
        Optional<MaildirState> from(SavedIndex saved) throws IOException {
            var store = StoreState.parse(saved.storeState());
            if (store.isEmpty()) {
                return Optional.empty();
            }
            var header = new UidList.Header(
                    saved.uidValidity(),
                    saved.view().uidNext(),
                    saved.guid(),
                    store.get().headerFields());
            var state = newState(saved.view(), header);
            store.get().restore(state);
            try (var change = state.begin()) {
                boolean same =
                        !MaildirSync.isDue(state) || MaildirSync.run(state, change, false) == MaildirSync.Outcome.DONE;
                return same ? Optional.of(state) : Optional.empty();
            }
        }

        /** From the mailbox alone. */
        MaildirState anew(boolean indexWasLost) throws IOException {
            indexFile.ifPresent(IndexFile::drop);
            var listed = UidListFile.readHeader(site.disk(), folder.uidList());
            var header = listed.isPresent()
                    ? withGuid(listed.get())
                    : new UidList.Header(validity.next(), 1, newGuid(), List.of());
            var edit = new ViewEdit(ChunkedView.EMPTY);
            if (listed.isPresent() || indexWasLost) {
                edit.raiseModSeq(IndexFile.modSeqAfterLoss(site.host().clock()));
            }
            var state = newState(edit.build(), header);
            try (var change = state.begin()) {
                state.sync(change);
                claimSeen(state, change);
            }
            return state;
        }

        /** Without an index, the messages that nobody has moved out of {@code new/} since are recent. */
        private void claimSeen(MaildirState state, MailboxIndex.Change change) {
            var view = state.index().view();
            int at = view.size();
            while (at > 0 && (view.storeBits(at - 1) & MaildirState.FRESH) != 0) {
                at--;
            }
            change.edit().firstRecentUid(at < view.size() ? view.uid(at) : view.uidNext());
            state.commit(change);
        }

        private MaildirState newState(ChunkedView view, UidList.Header header) {
            var timeout = site.settings().maxLockTimeout();
            return new MaildirState(
                    site,
                    name,
                    folder,
                    permissions,
                    view,
                    timeout.isZero() ? LOCK_TIMEOUT : timeout,
                    indexFile,
                    header);
        }

        private static UidList.Header withGuid(UidList.Header header) {
            return header.guid().isEmpty()
                    ? new UidList.Header(header.uidValidity(), header.nextUid(), newGuid(), header.others())
                    : header;
        }

        private static String newGuid() {
            return UUID.randomUUID().toString().replace("-", "");
        }
    }
}
