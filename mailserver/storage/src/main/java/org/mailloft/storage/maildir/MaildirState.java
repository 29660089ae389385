package org.mailloft.storage.maildir;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.MailboxView;
import org.mailloft.storage.disk.Disk;
import org.mailloft.storage.disk.FileStatus;
import org.mailloft.storage.index.ChunkedView;
import org.mailloft.storage.index.IndexFile;
import org.mailloft.storage.index.MailboxIndex;
import org.mailloft.storage.index.SavedIndex;
import org.mailloft.storage.index.ViewEdit;
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
    private final Optional<IndexFile> indexFile;

    /** GUID, UIDVALIDITY and the rest of the header of the UID list. */
    volatile UidList.Header header;

    int uidListLines;
    volatile KeywordsFile keywords = KeywordsFile.EMPTY;
    Stamps stamps = Stamps.UNKNOWN;
    final Map<Long, String> oddNames = new ConcurrentHashMap<>();

    /** Records of the UID list with fields, by UID; null when they must be read. */
    private volatile Map<Long, UidList.Entry> annotated;

    MaildirState(
            Site site,
            MailboxName name,
            Folder folder,
            Permissions permissions,
            MailboxIndex index,
            Optional<IndexFile> indexFile,
            UidList.Header header) {
        this.site = site;
        this.name = name;
        this.folder = folder;
        this.permissions = permissions;
        this.index = index;
        this.indexFile = indexFile;
        this.header = header;
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
        indexFile.ifPresent(file -> file.save(new SavedIndex(
                header.guid(), header.uidValidity(), view, StoreState.of(this).octets())));
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
        } else {
            oddNames.remove(uid);
        }
        return (fresh ? FRESH : 0) | (odd ? ODD : 0);
    }

    /** The name that follows from the flags; {@code info} is the old one's, of which unknown letters stay. */
    String nameInCur(String base, String info, long bits, List<String> names) {
        return new MaildirName(base, info)
                .withFlags(bits & systemMask(), letters(bits, names))
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

    /** Letters of those keywords that have one. */
    private int letters(long bits, List<String> names) {
        int letters = 0;
        for (long left = bits >>> MailboxView.FIRST_KEYWORD_BIT; left != 0; left &= left - 1) {
            int letter = keywords.letterOf(names.get(Long.numberOfTrailingZeros(left)));
            letters |= letter < 0 ? 0 : 1 << letter;
        }
        return letters;
    }

    /** Bits of the keywords that these letters stand for; the view learns names it does not have. */
    long keywordBits(int letters, ViewEdit edit) {
        long bits = 0;
        for (int left = letters; left != 0; left &= left - 1) {
            var keyword = keywords.nameOf(Integer.numberOfTrailingZeros(left));
            bits |= 1L << MailboxView.FIRST_KEYWORD_BIT + edit.keyword(keyword);
        }
        return bits;
    }

    /** Bits of keywords that no file name can carry. */
    long unletteredBits(List<String> names) {
        long bits = 0;
        for (int n = 0; n < names.size(); n++) {
            bits |= keywords.letterOf(names.get(n)) < 0 ? 1L << MailboxView.FIRST_KEYWORD_BIT + n : 0;
        }
        return bits;
    }

    /**
     * Checks new keywords and gives them letters, as long as there are any.
     *
     * @throws MailFailure with {@code LIMIT} for one that is too long
     */
    void addKeywords(Set<String> wanted) throws IOException {
        var more = keywords;
        for (var keyword : wanted) {
            if (more.letterOf(keyword) < 0) {
                more = withKeyword(more, keyword);
            }
        }
        if (more != keywords) {
            writeKeywords(more);
        }
    }

    private KeywordsFile withKeyword(KeywordsFile file, String keyword) {
        boolean known = index.view().keyword(keyword) >= 0;
        if (!known && keyword.length() > site.settings().maxKeywordLength()) {
            throw new MailFailure(MailFailure.Reason.LIMIT, "Keyword name too long");
        }
        return file.with(keyword);
    }

    /** Under the lock of the UID list, as Dovecot does, and with a time of modification that grows: its readers look. */
    private void writeKeywords(KeywordsFile wanted) throws IOException {
        try (var _ = lockUidList()) {
            var merged = readKeywords();
            for (var keyword : wanted.names()) {
                merged = keyword.isEmpty() ? merged : merged.with(keyword);
            }
            var before = disk().find(folder.keywords());
            var lock = DotLock.pathFor(folder.keywords());
            disk().deleteIfExists(lock);
            try (var file = permissions.createFile(disk(), lock)) {
                file.write(merged.octets());
                file.force();
            }
            disk().rename(lock, folder.keywords());
            growModified(before);
            keywords = merged;
            stamps = stamps.withKeywords(look(folder.keywords()));
        }
    }

    private void growModified(Optional<FileStatus> before) throws IOException {
        var after = disk().status(folder.keywords());
        if (before.isPresent()
                && after.modified().getEpochSecond() <= before.get().modified().getEpochSecond()) {
            disk().setModified(
                            folder.keywords(),
                            Instant.ofEpochSecond(before.get().modified().getEpochSecond() + 1));
        }
    }

    KeywordsFile readKeywords() throws IOException {
        try {
            return KeywordsFile.parse(disk().readAll(folder.keywords()));
        } catch (NoSuchFileException _) {
            return KeywordsFile.EMPTY;
        }
    }

    DotLock lockUidList() throws IOException {
        return DotLock.acquire(disk(), site.host(), folder.uidList(), site.bounded(DotLock.Rules.UID_LIST));
    }

    Optional<UidList> readUidList() throws IOException {
        return readUidList(disk(), folder);
    }

    static Optional<UidList> readUidList(Disk disk, Folder folder) throws IOException {
        try {
            return UidList.parse(disk.readAll(folder.uidList()));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /** Replaces the UID list; its lock is held. */
    void writeUidList(UidList list) throws IOException {
        var temporary = folder.control().resolve(UidList.FILE_NAME + ".tmp");
        disk().deleteIfExists(temporary);
        try (var file = permissions.createFile(disk(), temporary)) {
            file.write(list.octets());
            if (site.settings().syncs()) {
                file.force();
            }
        }
        disk().rename(temporary, folder.uidList());
        header = list.header().withNextUid(list.nextUid());
        uidListLines = list.entries().size();
        annotated = null;
        stamps = stamps.withUidList(look(folder.uidList()));
    }

    /** Rewrites the UID list with the messages that still exist, when enough of it is dead. */
    void compactUidList() throws IOException {
        var view = index.view();
        if (!UidList.wantsCompaction(uidListLines, view.size())) {
            return;
        }
        try (var _ = lockUidList()) {
            var list = readUidList();
            if (list.isEmpty() || list.get().header().uidValidity() != header.uidValidity()) {
                stamps = stamps.withUidList(Stamp.UNKNOWN);
                return;
            }
            var alive = new ArrayList<UidList.Entry>();
            for (var entry : list.get().entries()) {
                if (entry.uid() >= view.uidNext() || view.indexOf(entry.uid()) >= 0) {
                    alive.add(entry);
                }
            }
            long next = Math.max(list.get().nextUid(), view.uidNext());
            writeUidList(new UidList(list.get().header().withNextUid(next), alive, alive.size(), false));
        }
    }

    /** GUID of a message: its base name, unless it came from elsewhere under another. */
    String messageGuid(long uid, String base) throws IOException {
        var found = annotations().get(uid);
        return found == null ? base : found.field('G').orElse(base);
    }

    /** Records of the UID list that say more than a name; mostly none. */
    private Map<Long, UidList.Entry> annotations() throws IOException {
        var known = annotated;
        if (known != null) {
            return known;
        }
        var found = new HashMap<Long, UidList.Entry>();
        readUidList().ifPresent(list -> list.entries().stream()
                .filter(entry -> !entry.fields().isEmpty())
                .forEach(entry -> found.put(entry.uid(), entry)));
        annotated = found;
        return found;
    }

    /** To be called when entries with fields were appended. */
    void forgetAnnotations() {
        annotated = null;
    }

    Stamp look(Path file) throws IOException {
        return Stamp.of(disk().find(file), now());
    }

    Instant now() {
        return site.host().clock().instant();
    }

    /** Takes new stamps of these directories after a change of our own. */
    void restamp(Path... changed) throws IOException {
        for (var directory : Set.copyOf(Arrays.asList(changed))) {
            var stamp = look(directory);
            stamps = directory.equals(folder.cur()) ? stamps.withCur(stamp) : stamps.withFresh(stamp);
        }
    }

    /**
     * How the mailbox's files looked when last read.
     *
     * @param fresh {@code new/}
     */
    record Stamps(Stamp fresh, Stamp cur, Stamp uidList, Stamp keywords) {
        static final Stamps UNKNOWN = new Stamps(Stamp.UNKNOWN, Stamp.UNKNOWN, Stamp.UNKNOWN, Stamp.UNKNOWN);

        Stamps withFresh(Stamp stamp) {
            return new Stamps(stamp, cur, uidList, keywords);
        }

        Stamps withCur(Stamp stamp) {
            return new Stamps(fresh, stamp, uidList, keywords);
        }

        Stamps withUidList(Stamp stamp) {
            return new Stamps(fresh, cur, stamp, keywords);
        }

        Stamps withKeywords(Stamp stamp) {
            return new Stamps(fresh, cur, uidList, stamp);
        }
    }
}
