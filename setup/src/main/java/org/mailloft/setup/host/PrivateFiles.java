package org.mailloft.setup.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.security.SecureRandom;
import java.util.Base64;

/** Files with secrets: theirs is root, and one group may read them. At no moment may anybody else. */
public final class PrivateFiles {

    private static final int SECRET_OCTETS = 24;

    private PrivateFiles() {}

    /** What is in a file of secrets, its first line; made of random characters when there is no such file. */
    public static String secret(Path file, String group, SecureRandom random) {
        try {
            if (!Files.exists(file)) {
                var octets = new byte[SECRET_OCTETS];
                random.nextBytes(octets);
                write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(octets) + "\n", group);
            }
            share(file, group);
            return Files.readString(file).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces a file as a whole; its folder is made when missing. */
    public static void write(Path file, String text, String group) {
        try {
            Files.createDirectories(file.getParent());
            var draft = Files.createTempFile(
                    file.getParent(),
                    file.getFileName().toString(),
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                Files.writeString(draft, text);
                share(draft, group);
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets a group read a file. */
    public static void share(Path file, String group) {
        try {
            var principal = file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(group);
            Files.getFileAttributeView(file, PosixFileAttributeView.class).setGroup(principal);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        } catch (UserPrincipalNotFoundException _) {
            throw new SetupFailure("There is no group " + group + ", which is to read " + file + ".");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
