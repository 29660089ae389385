package org.mailloft.listener.folder;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;

/**
 * The file of the mail server's own rights. The upper part is the administrator's and stays octet for octet, also lines
 * that make no sense; below a mark is what the directory says. Lines that a former system wrote for a folder of the
 * directory are taken over.
 */
final class GlobalAclFile {

    static final String MARK =
            "# Shared folders of the directory, written by mailloft-listener: what is below is replaced.";

    private final Path file;

    GlobalAclFile(Path file) {
        this.file = file;
    }

    /** @param lines for each mailbox, which is the first word of each of them */
    void become(SortedMap<String, List<String>> lines) throws IOException {
        byte[] before = read();
        byte[] after = text(before, lines);
        if (!Arrays.equals(before, after)) {
            replace(after);
        }
    }

    private byte[] read() throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException _) {
            return new byte[0];
        }
    }

    static byte[] text(byte[] before, SortedMap<String, List<String>> lines) {
        var after = new ByteArrayOutputStream();
        // one character for each octet, whatever the administrator's encoding is
        for (String line :
                new String(before, StandardCharsets.ISO_8859_1).lines().toList()) {
            if (line.equals(MARK)) {
                break;
            }
            if (!lines.containsKey(line.split(" ", 2)[0])) {
                after.writeBytes((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        boolean any = lines.values().stream().anyMatch(list -> !list.isEmpty());
        if (any) {
            after.writeBytes((MARK + "\n").getBytes(StandardCharsets.UTF_8));
            lines.values()
                    .forEach(list ->
                            list.forEach(line -> after.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8))));
        }
        return after.toByteArray();
    }

    /** Whoever could read the old file can read the new one. */
    private void replace(byte[] text) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.write(next, text);
        try {
            var former = Files.readAttributes(file, PosixFileAttributes.class);
            var view = Files.getFileAttributeView(next, PosixFileAttributeView.class);
            view.setGroup(former.group());
            view.setOwner(former.owner());
            view.setPermissions(former.permissions());
        } catch (NoSuchFileException _) {
            // there is no secret in it, and the mail server, another user, reads it
            Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-r--r--"));
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
