package org.mailloft.storage.maildir;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailFailure.Reason;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.disk.Disk;
import org.mailloft.storage.maildir.FolderLayout.Folder;

/** The directories of all mailboxes in one root: made, listed, renamed and removed as Dovecot does. */
final class FolderTree {

    /** How often a mailbox is thrown away again after others that are thrown away stood in its way. */
    private static final int MAX_ATTEMPTS = 100;

    private static final String FOLDER_MARK = "maildirfolder";

    /** A half removed mailbox is left to whoever removes it for this long. */
    private static final Duration TRASH_AGE = Duration.ofHours(1);

    private final Site site;
    private final FolderLayout layout;

    FolderTree(Site site, FolderLayout layout) {
        this.site = site;
        this.layout = layout;
    }

    FolderLayout layout() {
        return layout;
    }

    boolean exists(MailboxName name) throws IOException {
        return isDirectory(layout.folder(name).mail());
    }

    private boolean isDirectory(Path path) throws IOException {
        try {
            return disk().find(path).filter(found -> found.directory()).isPresent();
        } catch (FileSystemException e) {
            if (e instanceof java.nio.file.AccessDeniedException) {
                throw e;
            }
            return false; // a name the file system cannot have, or below a file
        }
    }

    /** All mailboxes but the INBOX, in no order. */
    List<MailboxName> list() throws IOException {
        var names = new ArrayList<MailboxName>();
        List<String> entries;
        try {
            entries = disk().list(layout.location().root());
        } catch (NoSuchFileException _) {
            return names;
        }
        for (var entry : entries) {
            if (entry.equals(FolderLayout.TRASHED)) {
                removeOldTrash();
                continue;
            }
            var name = layout.nameOfEntry(entry);
            if (name.isPresent() && isDirectory(layout.location().root().resolve(entry))) {
                names.add(name.get());
            }
        }
        return names;
    }

    /** Makes the root and the INBOX in it, if they are not there. */
    void createInbox() throws IOException {
        var inbox = layout.folder(MailboxName.INBOX).mail();
        if (!isDirectory(inbox)) {
            createPath(inbox);
        }
    }

    /** Directories above the mail have the mode of the nearest one there is, if that hands its group down. */
    private void createPath(Path directory) throws IOException {
        var above = directory.getParent();
        while (!isDirectory(above)) {
            above = above.getParent();
        }
        var owner = disk().ownership(above);
        boolean handsDown = (owner.mode() & 02000) != 0;
        var permissions = handsDown ? Permissions.of(owner, site.host().gid()) : Permissions.PRIVATE;
        MaildirState.createMissing(disk(), directory, permissions);
    }

    /**
     * Makes a mailbox.
     *
     * @throws MailFailure with {@code EXISTS}
     */
    void create(MailboxName name) throws IOException {
        createInbox();
        var folder = layout.folder(name);
        var permissions = permissionsFor(name);
        try {
            permissions.createDirectory(disk(), folder.mail());
        } catch (FileAlreadyExistsException _) {
            throw new MailFailure(Reason.EXISTS, "Mailbox already exists");
        }
        MaildirState.createDirectories(disk(), folder, permissions);
        permissions.createFile(disk(), folder.mail().resolve(FOLDER_MARK)).close();
    }

    /** As the nearest mailbox above has it. */
    private Permissions permissionsFor(MailboxName name) throws IOException {
        var parent = name.parent(layout.separator());
        while (parent.isPresent()) {
            var directory = layout.folder(parent.get()).mail();
            if (isDirectory(directory)) {
                return Permissions.of(disk().ownership(directory), site.host().gid());
            }
            parent = parent.get().parent(layout.separator());
        }
        return rootPermissions();
    }

    /** For files in the root. */
    Permissions rootPermissions() throws IOException {
        return Permissions.of(
                disk().ownership(layout.location().root()), site.host().gid());
    }

    /** Takes a mailbox out of sight at once; {@link #removeFiles} does the rest. */
    void hide(MailboxName name) throws IOException {
        var folder = layout.folder(name);
        for (int attempt = 1; !moveToTrash(folder.mail(), attempt); attempt++) {
            removeTree(trash());
        }
        force();
    }

    /** Returns whether it is there; else the trash holds another mailbox, whose remover died or is busy. */
    private boolean moveToTrash(Path directory, int attempt) throws IOException {
        try {
            disk().rename(directory, trash());
            return true;
        } catch (NoSuchFileException e) {
            throw e;
        } catch (FileSystemException e) {
            if (attempt == MAX_ATTEMPTS) {
                throw e;
            }
            return false;
        }
    }

    /** Removes what is left of a mailbox that was hidden. */
    void removeFiles(MailboxName name) throws IOException {
        removeTree(trash());
        removeBeside(layout.folder(name));
    }

    private Path trash() {
        return layout.location().root().resolve(FolderLayout.TRASHED);
    }

    private void removeBeside(Folder folder) throws IOException {
        if (!folder.control().equals(folder.mail())) {
            removeTree(folder.control());
        }
        if (folder.index().isPresent() && !folder.index().get().equals(folder.mail())) {
            removeTree(folder.index().get());
        }
    }

    private void removeOldTrash() throws IOException {
        var trash = trash();
        var now = site.host().clock().instant();
        try {
            if (Duration.between(disk().ownership(trash).changed(), now).compareTo(TRASH_AGE) > 0) {
                removeTree(trash);
            }
        } catch (NoSuchFileException _) {
            // somebody else did it
        }
    }

    /** What others put into it meanwhile is theirs to remove. */
    private void removeTree(Path directory) throws IOException {
        List<String> entries;
        try {
            entries = disk().list(directory);
        } catch (NoSuchFileException _) {
            return;
        }
        for (var entry : entries) {
            var path = directory.resolve(entry);
            try {
                if (disk().status(path).directory()) {
                    removeTree(path);
                } else {
                    disk().delete(path);
                }
            } catch (NoSuchFileException _) {
                disk().deleteIfExists(path); // gone, or a link to nowhere
            }
        }
        try {
            disk().deleteIfExists(directory);
        } catch (DirectoryNotEmptyException _) {
            // another mailbox was thrown away just now
        }
    }

    /** Gives the directories of one mailbox another name. */
    void rename(MailboxName from, MailboxName to) throws IOException {
        var before = layout.folder(from);
        var after = layout.folder(to);
        disk().rename(before.mail(), after.mail());
        renameBeside(Optional.of(before.control()), Optional.of(after.control()), before);
        renameBeside(before.index(), after.index(), before);
    }

    private void renameBeside(Optional<Path> before, Optional<Path> after, Folder folder) throws IOException {
        if (before.isEmpty() || before.get().equals(folder.mail())) {
            return;
        }
        try {
            removeTree(after.get());
            disk().rename(before.get(), after.get());
        } catch (NoSuchFileException _) {
            // it had none
        }
    }

    /** Makes names durable that were changed in the root. */
    void force() throws IOException {
        if (site.settings().syncs()) {
            disk().forceDirectory(layout.location().root());
        }
    }

    /** Gives a UIDVALIDITY to a new mailbox. */
    long nextUidValidity() throws IOException {
        var directory = layout.controlRoot();
        MaildirState.createMissing(disk(), directory, rootPermissions());
        return new UidValidityCounter(
                        disk(), directory, rootPermissions(), site.host().clock())
                .next();
    }

    Disk disk() {
        return site.disk();
    }
}
