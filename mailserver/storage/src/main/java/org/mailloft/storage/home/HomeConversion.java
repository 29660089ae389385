package org.mailloft.storage.home;

import java.io.IOException;
import java.nio.file.Path;
import org.mailloft.storage.disk.Disk;

/**
 * Turns the inside of a home from what it is at one kind of place into what it is at the other: the mail of a user, whose
 * INBOX is the root of the Maildir++, into a public folder, where the home is the root and the INBOX is {@code .INBOX} in
 * it. Each step can be repeated, so that one that was interrupted is finished by doing all of them again.
 */
final class HomeConversion {

    private static final String INBOX = ".INBOX";
    private static final String FOLDER_MARK = "maildirfolder";
    private static final String COUNTER = "dovecot-uidvalidity";

    private final Disk disk;
    private final SmallFiles files;

    HomeConversion(Disk disk) {
        this.disk = disk;
        this.files = new SmallFiles(disk);
    }

    /**
     * @param home wherever it is now
     * @param mail the Maildir of a private home, relative to it
     */
    void toPublic(Path home, Path mail) throws IOException {
        var inbox = home.resolve(INBOX);
        renameUnlessDone(home.resolve(mail), inbox);
        if (files.isDirectory(inbox)) {
            moveFolders(inbox, home);
            if (disk.find(inbox.resolve(FOLDER_MARK)).isEmpty()) {
                files.replace(inbox.resolve(FOLDER_MARK), "");
            }
            forgetCaches(inbox);
            disk.forceDirectory(inbox);
        }
        disk.forceDirectory(home);
    }

    void toPrivate(Path home, Path mail) throws IOException {
        var root = home.resolve(mail);
        files.makeDirectories(root.getParent());
        renameUnlessDone(home.resolve(INBOX), root);
        files.makeDirectories(root);
        moveFolders(home, root);
        disk.deleteIfExists(root.resolve(FOLDER_MARK));
        forgetCaches(home);
        forgetCaches(root);
        disk.forceDirectory(root);
        disk.forceDirectory(home);
    }

    private void renameUnlessDone(Path from, Path to) throws IOException {
        if (disk.find(to).isEmpty() && files.isDirectory(from)) {
            disk.rename(from, to);
        }
    }

    /** All mailboxes but the INBOX, and the counters that keep a UIDVALIDITY from being given twice. */
    private void moveFolders(Path from, Path to) throws IOException {
        for (var entry : disk.list(from)) {
            var path = from.resolve(entry);
            boolean folder = entry.startsWith(".") && files.isDirectory(path.resolve("cur"));
            if ((folder || entry.startsWith(COUNTER))
                    && disk.find(to.resolve(entry)).isEmpty()) {
                disk.rename(path, to.resolve(entry));
            }
        }
    }

    /** What was counted and listed for the old root. */
    private void forgetCaches(Path directory) throws IOException {
        disk.deleteIfExists(directory.resolve("maildirsize"));
        disk.deleteIfExists(directory.resolve("dovecot-acl-list"));
    }
}
