package org.mailloft.storage.home;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import org.mailloft.storage.disk.Disk;

/** Looks for messages in a Maildir++ without opening it. */
final class MailCheck {

    private final Disk disk;

    MailCheck(Disk disk) {
        this.disk = disk;
    }

    /** Whether there is a message in any mailbox. */
    boolean hasMessages(Path root) throws IOException {
        if (hasMessagesItself(root)) {
            return true;
        }
        for (var entry : names(root)) {
            if (entry.startsWith(".") && hasMessagesItself(root.resolve(entry))) {
                return true;
            }
        }
        return false;
    }

    private boolean hasMessagesItself(Path mailbox) throws IOException {
        for (var part : List.of("new", "cur")) {
            if (names(mailbox.resolve(part)).stream().anyMatch(name -> !name.startsWith("."))) {
                return true;
            }
        }
        return false;
    }

    private List<String> names(Path directory) throws IOException {
        try {
            return disk.list(directory);
        } catch (NoSuchFileException | NotDirectoryException _) {
            return List.of();
        }
    }
}
