package org.mailloft.net.netty;

import java.io.IOException;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.EnumSet;
import java.util.Set;
import org.mailloft.net.Endpoint;
import org.mailloft.net.SessionLog;
import org.slf4j.LoggerFactory;

/**
 * The file of a unix socket: made under another name, given its mode and owner, and then moved into place. So nobody ever
 * meets it with wrong rights, and a restart leaves no gap.
 */
final class UnixSocketFile {

    private static final SessionLog LOG = new SessionLog(LoggerFactory.getLogger(UnixSocketFile.class), "master");

    /** The part of a mode that says what kind of file it is. stat(2). */
    private static final int FILE_TYPE = 0170000;

    private static final int SOCKET = 0140000;

    private Endpoint.Unix endpoint;
    private Object fileKey;

    UnixSocketFile(Endpoint.Unix endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * The path to bind to.
     *
     * @throws FileAlreadyExistsException when the path is that of a file or folder: a mistaken path must not cost it
     */
    Path prepare() throws IOException {
        var draft = draft();
        refuseOther(endpoint.path());
        refuseOther(draft);
        refuseIfServed();
        Files.deleteIfExists(draft);
        return draft;
    }

    /** Gives the bound socket its rights and name. */
    void publish() throws IOException {
        var draft = draft();
        grant(draft);
        fileKey = keyOf(draft);
        Files.move(draft, endpoint.path(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Gives it other rights where it is. */
    void regrant(Endpoint.Unix other) throws IOException {
        endpoint = other;
        grant(endpoint.path());
    }

    private void grant(Path file) throws IOException {
        var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        var principals = file.getFileSystem().getUserPrincipalLookupService();
        boolean hasGroup = endpoint.group().isEmpty()
                || given(() -> view.setGroup(principals.lookupPrincipalByGroupName(endpoint.group())));
        boolean hasOwner = endpoint.user().isEmpty()
                || given(() -> view.setOwner(principals.lookupPrincipalByName(endpoint.user())));
        int mode = endpoint.mode();
        if (!hasOwner && hasGroup && !endpoint.group().isEmpty()) {
            mode = ownerToGroup(mode);
        } else if (!hasOwner || !hasGroup) {
            LOG.warning("chown(" + endpoint + ", " + endpoint.user() + ", " + endpoint.group()
                    + ") failed: Operation not permitted");
        }
        view.setPermissions(permissions(mode)); // after the owner: a new one takes some away
    }

    /** Without root's rights no file can be given away, but to a group it can: the group may what its owner could. */
    static int ownerToGroup(int mode) {
        return mode | (mode & 0700) >> 3;
    }

    /** A change of a file's owner. */
    private interface Change {
        void make() throws IOException;
    }

    /** Makes a change; whether the system lets us. */
    private static boolean given(Change change) throws IOException {
        try {
            change.make();
            return true;
        } catch (UserPrincipalNotFoundException e) {
            throw new IOException("User or group doesn't exist: " + e.getName(), e);
        } catch (FileSystemException _) {
            return false;
        }
    }

    /** Removes the file unless somebody else has put his own there. */
    void remove() throws IOException {
        Files.deleteIfExists(draft());
        if (fileKey != null && Files.exists(endpoint.path()) && fileKey.equals(keyOf(endpoint.path()))) {
            Files.deleteIfExists(endpoint.path());
        }
    }

    private static void refuseOther(Path path) throws IOException {
        if (Files.isSymbolicLink(path) || !Files.exists(path)) {
            return;
        }
        int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        if ((mode & FILE_TYPE) != SOCKET) {
            throw new FileAlreadyExistsException(path.toString(), null, "There is a file that is no socket");
        }
    }

    private void refuseIfServed() throws IOException {
        if (!Files.exists(endpoint.path())) {
            return;
        }
        try (var probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.connect(UnixDomainSocketAddress.of(endpoint.path()));
        } catch (IOException _) {
            return; // nobody listens: left over
        }
        throw new BindException("Address already in use");
    }

    private Path draft() {
        return endpoint.path().resolveSibling(endpoint.path().getFileName() + "~");
    }

    private static Object keyOf(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        var permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (var permission : PosixFilePermission.values()) { // declared in the order of the bits, highest first
            if ((mode & (0400 >> permission.ordinal())) != 0) {
                permissions.add(permission);
            }
        }
        return permissions;
    }
}
