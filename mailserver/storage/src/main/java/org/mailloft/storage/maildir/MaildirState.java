package org.mailloft.storage.maildir;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.disk.Disk;
import org.mailloft.storage.index.ChunkedView;
import org.mailloft.storage.index.IndexFile;
import org.mailloft.storage.index.MailboxIndex;
import org.mailloft.storage.index.SavedIndex;
import org.mailloft.storage.maildir.FolderLayout.Folder;

/**
 * What is known about one open mailbox directory beyond its messages, and how these two are tied to its files. Fields
 * that change belong to whoever holds the lock of {@link #index()}.
 *
 * <p>The view keeps base names. A message's file is {@code new/<base>} when {@link #FRESH} is set, else
 * {@code cur/<base>:2,<letters>}; the few files named otherwise are in {@link #oddNames}.
 */
final class MaildirState {

    /** Store bit: the file is in {@code new/}. */
    static final long FRESH = 0x20;

    /** Store bit: {@link #oddNames} has the file's name, since it does not follow from the flags. */
    static final long ODD = 0x40;

    /** Store bit: the sizes were counted by us and not just read from the name. */
    static final long VERIFIED = 0x80;

    private final Site site;
    private final MailboxName name;
    private final Folder folder;
    private final Permissions permissions;
    private final MailboxIndex index;
    private final ReceivedDates dates;
    private final Optional<IndexFile> indexFile;

    private final UidListFile uidList;
    private final MailboxKeywords keywords;
    private Stamp fresh = Stamp.UNKNOWN;
    private Stamp cur = Stamp.UNKNOWN;
    final Map<Long, String> oddNames = new ConcurrentHashMap<>();

    MaildirState(
            Site site,
            MailboxName name,
            Folder folder,
            Permissions permissions,
            ChunkedView view,
            Duration lockTimeout,
            Optional<IndexFile> indexFile,
            UidList.Header header) {
        this.site = site;
        this.name = name;
        this.folder = folder;
        this.permissions = permissions;
        this.dates = new ReceivedDates(this);
        this.index = new MailboxIndex(view.withDatesFrom(dates), lockTimeout);
        this.indexFile = indexFile;
        this.uidList = new UidListFile(site, folder, permissions, header);
        this.keywords = new MailboxKeywords(site, folder, permissions);
    }

    Site site() {
        return site;
    }

    Disk disk() {
        return site.disk();
    }

    MailboxName name() {
        return name;
    }

    Folder folder() {
        return folder;
    }

    Permissions permissions() {
        return permissions;
    }

    MailboxIndex index() {
        return index;
    }

    UidListFile uidList() {
        return uidList;
    }

    MailboxKeywords keywords() {
        return keywords;
    }

    /** Takes the mailbox's lock. */
    MailboxIndex.Change begin() {
        return index.begin(name);
    }

    /**
     * Takes over what others did, if anything looks changed. The change has no edits yet, and none afterwards.
     *
     * @throws MailFailure with {@code NOT_FOUND} when the mailbox has gone or become another one
     */
    void syncIfDue(MailboxIndex.Change change) throws IOException {
        if (MaildirSync.isDue(this)) {
            sync(change, false);
        }
    }

    /** As {@link #syncIfDue}, whatever it looks like. */
    void sync(MailboxIndex.Change change) throws IOException {
        sync(change, true);
    }

    private void sync(MailboxIndex.Change change, boolean everything) throws IOException {
        if (MaildirSync.run(this, change, everything) == MaildirSync.Outcome.REPLACED) {
            change.markGone();
            throw MailFailure.noSuchMailbox(name);
        }
    }

    /** Publishes the edit, and keeps the result on disk. */
    ChunkedView commit(MailboxIndex.Change change) {
        var view = change.commit();
        saveIndex(view);
        return view;
    }

    void saveIndex(ChunkedView view) {
        indexFile.ifPresent(file -> file.save(toSave(view)));
    }

    private SavedIndex toSave(ChunkedView view) {
        return new SavedIndex(
                uidList.header().guid(),
                uidList.header().uidValidity(),
                view,
                StoreState.of(this).octets());
    }

    /** Keeps the dates that were found out, when they are so many that finding them out again would cost more. */
    void saveDates() {
        boolean worthwhile = dates.unsaved() > index.view().size() / 8;
        if (!worthwhile || index.isGone()) {
            return;
        }
        try (var _ = begin()) {
            dates.saved();
            indexFile.ifPresent(file -> file.saveWhole(toSave(index.view())));
        } catch (MailFailure _) {
            // deleted, or in use, this very moment
        }
    }

    /** Has the next save write the index anew: it cannot tell otherwise that a message got another name. */
    void dropIndex() {
        indexFile.ifPresent(IndexFile::drop);
    }

    /** Creates whatever of the mailbox's directories is missing. */
    void createDirectories() throws IOException {
        createDirectories(disk(), folder, permissions);
    }

    static void createDirectories(Disk disk, Folder folder, Permissions permissions) throws IOException {
        for (var directory : List.of(folder.cur(), folder.fresh(), folder.tmp(), folder.control())) {
            createMissing(disk, directory, permissions);
        }
        if (folder.index().isPresent()) {
            createMissing(disk, folder.index().get(), permissions);
        }
    }

    /** Creates a directory and those above it that are missing. */
    static void createMissing(Disk disk, Path directory, Permissions permissions) throws IOException {
        if (disk.find(directory).isPresent()) {
            return;
        }
        try {
            permissions.createDirectory(disk, directory);
        } catch (NoSuchFileException _) {
            createMissing(disk, directory.getParent(), permissions);
            createMissing(disk, directory, permissions);
        } catch (FileAlreadyExistsException _) {
            // somebody was faster
        }
    }

    /** Where the message at this position lies. */
    Path file(ChunkedView view, int at) {
        long bits = view.storeBits(at);
        if ((bits & ODD) != 0) {
            var odd = oddName(view.uid(at));
            if (odd != null) {
                return ((bits & FRESH) != 0 ? folder.fresh() : folder.cur()).resolve(odd);
            }
        }
        if ((bits & FRESH) != 0) {
            return folder.fresh().resolve(view.key(at));
        }
        return folder.cur().resolve(nameInCur(view.key(at), "", view.flagBits(at), view.keywords()));
    }

    private String oddName(long uid) {
        return oddNames.get(uid);
    }

    /** Remembers a file name, if it needs remembering. @return the store bits that say so */
    long noteName(long uid, String fileName, boolean fresh, String plainName) {
        boolean odd = !fileName.equals(plainName);
        if (odd) {
            oddNames.put(uid, fileName);
        } else if (!oddNames.isEmpty()) {
            oddNames.remove(uid);
        }
        return (fresh ? FRESH : 0) | (odd ? ODD : 0);
    }

    /** The name that follows from the flags; {@code info} is the old one's, of which unknown letters stay. */
    String nameInCur(String base, String info, long bits, List<String> names) {
        return new MaildirName(base, info)
                .withFlags(bits & systemMask(), keywords.letters(bits, names))
                .fileName();
    }

    /** Info part of the message's present file name. */
    String info(ChunkedView view, int at) {
        return (view.storeBits(at) & ODD) == 0
                ? ""
                : Optional.ofNullable(oddName(view.uid(at)))
                        .map(odd -> MaildirName.parse(odd).info())
                        .orElse("");
    }

    private static long systemMask() {
        return (1L << org.mailloft.storage.SystemFlag.values().length) - 1;
    }

    /** How {@code new/} looked when it was last read. */
    Stamp fresh() {
        return fresh;
    }

    /** How {@code cur/} looked when it was last read. */
    Stamp cur() {
        return cur;
    }

    boolean isFreshOutdated() throws IOException {
        return fresh.isOutdated(disk().find(folder.fresh()), now());
    }

    boolean isCurOutdated() throws IOException {
        return cur.isOutdated(disk().find(folder.cur()), now());
    }

    /** What {@code new/} holds from now on is known. */
    void restampFresh() throws IOException {
        fresh = Stamp.of(disk().find(folder.fresh()), now());
    }

    /** What {@code cur/} holds from now on is known. */
    void restampCur() throws IOException {
        cur = Stamp.of(disk().find(folder.cur()), now());
    }

    /** Has everything read again before it is used. */
    void distrust() {
        fresh = Stamp.UNKNOWN;
        cur = Stamp.UNKNOWN;
        uidList.distrust();
        keywords.distrust();
    }

    /** As they were when the index was saved. */
    void restore(Stamp savedFresh, Stamp savedCur) {
        fresh = savedFresh;
        cur = savedCur;
    }

    private Instant now() {
        return site.host().clock().instant();
    }
}
