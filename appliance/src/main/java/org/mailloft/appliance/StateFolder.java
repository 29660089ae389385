package org.mailloft.appliance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The folder that holds everything an appliance keeps, laid out like the root of an installed system. Locked while it is
 * in use: two appliances on one mail store would not know of each other.
 */
final class StateFolder implements AutoCloseable {

    /** {@code sun_path} of {@code struct sockaddr_un} on Linux, less the terminating NUL. */
    private static final int MAX_SOCKET_PATH = 107;

    /** Paths are written into configuration files, where blanks, {@code # % $} and quotes have a meaning. */
    private static final Pattern SAFE_PATH = Pattern.compile("[\\p{L}\\p{N}./_+@-]+");

    private final Path root;
    private final FileChannel channel;
    private final FileLock lock;

    private StateFolder(Path root, FileChannel channel, FileLock lock) {
        this.root = root;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Makes what is missing and takes the lock.
     *
     * @throws StartFailure when the folder cannot be used
     */
    static StateFolder open(Path folder) {
        var root = folder.toAbsolutePath().normalize();
        if (!SAFE_PATH.matcher(root.toString()).matches()) {
            throw new StartFailure("the path " + root + " has characters that mean something in configuration files;"
                    + " use letters, digits and ./_+@-.");
        }
        try {
            Files.createDirectories(root);
            for (var part : new String[] {
                "etc/mailloft/conf.d", "etc/mailloft/ssl", "run", "var/lib/mailloft", "var/log/mailloft"
            }) {
                Files.createDirectories(root.resolve(part));
            }
            Files.createDirectories(root.resolve("var/spool/dovecot/private"));
            var channel =
                    FileChannel.open(root.resolve("run/lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new StartFailure("another appliance is running on the state folder " + root + ".");
            }
            var state = new StateFolder(root, channel, lock);
            state.requireShortPath();
            return state;
        } catch (IOException e) {
            throw new StartFailure("the state folder " + root + " cannot be written: "
                    + e.getClass().getSimpleName() + " at " + e.getMessage() + ".");
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private void requireShortPath() {
        if (adminSocket().toString().length() > MAX_SOCKET_PATH) {
            close();
            throw new StartFailure("the state folder's path is too long for a unix socket (" + adminSocket() + ").");
        }
    }

    Path root() {
        return root;
    }

    Path configuration() {
        return root.resolve("etc/mailloft");
    }

    Path adminSocket() {
        return root.resolve("run/doveadm-server");
    }

    Path log() {
        return root.resolve("var/log/mailloft/mail.log");
    }

    Path directoryData() {
        return root.resolve("var/lib/mailloft/directory");
    }

    Path listenerData() {
        return root.resolve("var/lib/mailloft/listener");
    }

    /**
     * A secret that is made once and kept in {@code etc/mailloft/NAME.secret}, readable by the owner only.
     *
     * @param wanted the value to have from now on; null for the kept one, or a random one the first time
     */
    String secret(String name, String wanted) {
        var file = configuration().resolve(name + ".secret");
        try {
            if (wanted == null && Files.exists(file)) {
                return Files.readString(file).strip();
            }
            var value = wanted == null ? random() : wanted;
            writePrivate(file, value + "\n");
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a file below {@code etc/mailloft} that belongs to the administrator from then on. */
    void provide(String name, String text) throws IOException {
        var file = configuration().resolve(name);
        if (!Files.exists(file)) {
            writePrivate(file, text);
        }
    }

    /** Replaces a file as a whole; only the owner may read it. */
    static void writePrivate(Path file, String text) throws IOException {
        var temporary = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        Files.createFile(temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(temporary, text);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String random() {
        var octets = new byte[8];
        new SecureRandom().nextBytes(octets);
        return HexFormat.of().formatHex(octets);
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
