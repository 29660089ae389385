package org.mailloft.storage.maildir;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailloft.storage.MailboxView;
import org.mailloft.storage.disk.Disk;
import org.mailloft.storage.disk.FileStatus;
import org.mailloft.storage.index.ViewEdit;
import org.mailloft.storage.maildir.FolderLayout.Folder;

/**
 * Keywords of an open mailbox: between the bits of a view, which has up to 56, and the letters in file names, of which
 * there are 26. Those that came too late for a letter live in the index alone. What changes here belongs to whoever holds
 * the mailbox's lock.
 */
final class MailboxKeywords {

    private final Site site;
    private final Path path;
    private final Permissions permissions;
    private volatile KeywordsFile file = KeywordsFile.EMPTY;
    private Stamp stamp = Stamp.UNKNOWN;

    MailboxKeywords(Site site, Folder folder, Permissions permissions) {
        this.site = site;
        this.path = folder.keywords();
        this.permissions = permissions;
    }

    KeywordsFile file() {
        return file;
    }

    Stamp stamp() {
        return stamp;
    }

    /** As it was when the index was saved. */
    void restore(Stamp savedStamp, KeywordsFile saved) {
        stamp = savedStamp;
        file = saved;
    }

    void distrust() {
        stamp = Stamp.UNKNOWN;
    }

    boolean isOutdated() throws IOException {
        return stamp.isOutdated(disk().find(path), site.host().clock().instant());
    }

    /** Reads the file if others changed it. */
    void refresh() throws IOException {
        if (isOutdated()) {
            restamp();
            file = read();
        }
    }

    private void restamp() throws IOException {
        stamp = Stamp.of(disk().find(path), site.host().clock().instant());
    }

    private KeywordsFile read() throws IOException {
        try {
            return KeywordsFile.parse(disk().readAll(path));
        } catch (NoSuchFileException _) {
            return KeywordsFile.EMPTY;
        }
    }

    /** Letters of those keywords that have one. */
    int letters(long bits, List<String> names) {
        int letters = 0;
        for (long left = bits >>> MailboxView.FIRST_KEYWORD_BIT; left != 0; left &= left - 1) {
            int letter = file.letterOf(names.get(Long.numberOfTrailingZeros(left)));
            letters |= letter < 0 ? 0 : 1 << letter;
        }
        return letters;
    }

    /** Bits of the keywords that these letters stand for; the view learns names it does not have. */
    long bits(int letters, ViewEdit edit) {
        long bits = 0;
        for (int left = letters; left != 0; left &= left - 1) {
            var keyword = file.nameOf(Integer.numberOfTrailingZeros(left));
            bits |= 1L << MailboxView.FIRST_KEYWORD_BIT + edit.keyword(keyword);
        }
        return bits;
    }

    /** Bits of keywords that no file name can carry. */
    long unlettered(List<String> names) {
        long bits = 0;
        for (int n = 0; n < names.size(); n++) {
            bits |= file.letterOf(names.get(n)) < 0 ? 1L << MailboxView.FIRST_KEYWORD_BIT + n : 0;
        }
        return bits;
    }

    /** Gives keywords letters, as long as there are any; {@code uidList} is not locked yet. */
    void add(Set<String> wanted, UidListFile uidList) throws IOException {
        if (with(file, wanted) == file) {
            return;
        }
        try (var _ = uidList.lock()) {
            write(with(read(), wanted));
        }
    }

    private static KeywordsFile with(KeywordsFile known, Set<String> wanted) {
        var more = known;
        for (var keyword : wanted) {
            more = more.letterOf(keyword) < 0 ? more.with(keyword) : more;
        }
        return more;
    }

    /** The lock of this file is the next content, renamed over it. Readers look whether the second of change grew. */
    private void write(KeywordsFile content) throws IOException {
        var before = disk().find(path);
        var lock = DotLock.pathFor(path);
        disk().deleteIfExists(lock); // left over: all who write hold the lock of the UID list
        try (var out = permissions.createFile(disk(), lock)) {
            out.write(content.octets());
            out.force();
        }
        disk().rename(lock, path);
        growModified(before);
        file = content;
        restamp();
    }

    private void growModified(Optional<FileStatus> before) throws IOException {
        long second = disk().status(path).modified().getEpochSecond();
        if (before.isPresent() && second <= before.get().modified().getEpochSecond()) {
            disk().setModified(
                            path, Instant.ofEpochSecond(before.get().modified().getEpochSecond() + 1));
        }
    }

    private Disk disk() {
        return site.disk();
    }
}
