package org.mailloft.conf.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A file that is being read, line by line. */
final class Input {
    static final int MAX_OCTETS = 4 * 1024 * 1024;

    private final String name;
    private final String text;
    private int at;
    private int line;

    Input(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /** As named when it was opened. */
    String name() {
        return name;
    }

    /** Where the line stands that was read last. */
    Origin origin() {
        return new Origin(name, line);
    }

    /** The next line without its end, CR LF or LF. */
    Optional<String> nextLine() {
        if (at >= text.length()) {
            return Optional.empty();
        }
        int end = text.indexOf('\n', at);
        int next = end < 0 ? text.length() : end + 1;
        end = end < 0 ? text.length() : end;
        String found = text.substring(at, end > at && text.charAt(end - 1) == '\r' ? end - 1 : end);
        at = next;
        line++;
        return Optional.of(found);
    }

    /** A path in this file: relative ones start where the file is. */
    String resolve(String path) {
        int slash = name.lastIndexOf('/');
        return path.startsWith("/") || slash < 0 ? path : name.substring(0, slash + 1) + path;
    }

    /**
     * A whole file as text. A directory is empty, as it is for Dovecot.
     *
     * @throws Unreadable with the words of strerror(3)
     */
    static String read(String path) {
        try {
            Path file = Path.of(path);
            if (Files.isDirectory(file)) {
                return "";
            }
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new Unreadable("Not a regular file"); // a terminal or a FIFO would be waited for
            }
            try (InputStream in = Files.newInputStream(file)) {
                byte[] octets = in.readNBytes(MAX_OCTETS + 1);
                if (octets.length > MAX_OCTETS) {
                    throw new Unreadable("File is larger than " + MAX_OCTETS + " bytes");
                }
                return new String(octets, StandardCharsets.UTF_8);
            }
        } catch (NoSuchFileException _) {
            throw new Unreadable("No such file or directory");
        } catch (AccessDeniedException _) {
            throw new Unreadable("Permission denied");
        } catch (InvalidPathException _) {
            throw new Unreadable("Invalid argument");
        } catch (IOException e) {
            throw new Unreadable(e.getMessage());
        }
    }

    /** Why a file could not be read. */
    static final class Unreadable extends RuntimeException {
        Unreadable(String reason) {
            super(reason, null, false, false);
        }
    }
}
