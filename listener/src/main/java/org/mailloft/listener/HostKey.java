package org.mailloft.listener;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/** A secret of this installation alone, in the state folder. */
final class HostKey {

    static final String FILE = "key";
    private static final int OCTETS = 32;

    private HostKey() {}

    /** The key of a folder, made when there is none. */
    static byte[] of(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (Files.exists(file) && Files.size(file) == OCTETS) {
            return Files.readAllBytes(file);
        }
        var key = new byte[OCTETS];
        new SecureRandom().nextBytes(key);
        Path unfinished = folder.resolve(FILE + ".tmp");
        Files.deleteIfExists(unfinished);
        Files.createFile(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(unfinished, key);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        return key;
    }
}
