package org.mailloft.storage.maildir;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.mailloft.storage.disk.Disk;
import org.mailloft.storage.maildir.FolderLayout.Folder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The message files that are in a mailbox's {@code new/} and {@code cur/}, one for each base name. Names that cannot be
 * are put right on the way, as Dovecot does: no message is ever dropped.
 */
final class MaildirScan {

    private static final Logger LOG = LoggerFactory.getLogger(MaildirScan.class);

    /** How often a directory is read again because it changed meanwhile. */
    private static final int MAX_ROUNDS = 3;

    /** A second name of the same file is removed when it has been there for this long. */
    private static final Duration DUPLICATE_AGE = Duration.ofSeconds(30);

    private final Site site;
    private final Folder folder;
    private Map<String, Found> files = new HashMap<>();

    MaildirScan(Site site, Folder folder) {
        this.site = site;
        this.folder = folder;
    }

    /**
     * @param fileName with its flags
     * @param base the part of it that identifies the message
     * @param fresh whether it is in {@code new/}
     */
    record Found(String fileName, String base, boolean fresh) {

        Found(String fileName, boolean fresh) {
            this(fileName, MaildirName.baseOf(fileName), fresh);
        }

        MaildirName name() {
            return new MaildirName(base, fileName.substring(base.length()));
        }

        Path in(Folder folder) {
            return (fresh ? folder.fresh() : folder.cur()).resolve(fileName);
        }
    }

    /** Files by base name in those of the two directories that were read; the caller may take some out. */
    Map<String, Found> files() {
        return files;
    }

    /** Reads {@code new/}. */
    void readFresh() throws IOException {
        add(folder.fresh(), true);
    }

    /** Reads {@code cur/}. A file renamed meanwhile may not be listed, so it is read until it is at rest. */
    void readCur() throws IOException {
        var before = disk().find(folder.cur());
        for (int round = 0; round < MAX_ROUNDS; round++) {
            files.values().removeIf(found -> !found.fresh);
            add(folder.cur(), false);
            var after = disk().find(folder.cur());
            if (after.equals(before)) {
                break;
            }
            before = after;
        }
    }

    private void add(Path directory, boolean fresh) throws IOException {
        var names = disk().list(directory);
        if (files.isEmpty()) {
            files = HashMap.newHashMap(names.size());
        }
        for (var name : names) {
            if (name.startsWith(".")) {
                continue;
            }
            if (name.indexOf('\n') >= 0 || name.indexOf('\r') >= 0 || name.indexOf('\ufffd') >= 0) {
                LOG.warn("Ignoring a file with an unusable name in {}", directory);
                continue;
            }
            var found = new Found(name, fresh);
            var base = found.base;
            if (base.isEmpty()) {
                giveNewName(found, "Fixed broken filename");
                continue;
            }
            var other = files.putIfAbsent(base, found);
            if (other != null) {
                resolveDuplicate(base, other, found);
            }
        }
    }

    /** Two files with one base name: a message on its way from new to cur, a leftover link, or two messages. */
    private void resolveDuplicate(String base, Found first, Found second) throws IOException {
        var one = disk().find(first.in(folder));
        var two = disk().find(second.in(folder));
        if (one.isEmpty() || two.isEmpty()) {
            files.put(base, one.isEmpty() ? second : first);
            return;
        }
        if (!one.get().key().equals(two.get().key())) {
            giveNewName(second, "Fixed a duplicate");
            return;
        }
        var changed = disk().ownership(second.in(folder)).changed();
        var age = Duration.between(changed, site.host().clock().instant());
        if (age.compareTo(DUPLICATE_AGE) > 0) {
            disk().deleteIfExists(first.in(folder));
            files.put(base, second);
            LOG.warn("Unlinked a duplicate: {}", first.in(folder));
        }
    }

    private void giveNewName(Found broken, String why) throws IOException {
        var old = broken.name();
        int sizes = old.base().indexOf(',');
        var base = site.names().next() + (sizes < 0 ? "" : old.base().substring(sizes));
        var renamed = new Found(base + (broken.fresh ? "" : old.info()), broken.fresh);
        try {
            disk().rename(broken.in(folder), renamed.in(folder));
        } catch (NoSuchFileException _) {
            return;
        }
        files.put(base, renamed);
        LOG.warn("{}: {} -> {}", why, broken.in(folder), renamed.fileName);
    }

    private Disk disk() {
        return site.disk();
    }
}
