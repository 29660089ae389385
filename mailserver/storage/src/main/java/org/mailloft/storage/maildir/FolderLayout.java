package org.mailloft.storage.maildir;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.ModifiedUtf7;
import org.mailloft.storage.Namespace;

/**
 * Which directories belong to a mailbox in Maildir++: the INBOX is the root itself, {@code Foo/Bar} is {@code .Foo.Bar}
 * below it, whatever the namespace's separator. Index and control directories follow the same scheme, but there the
 * INBOX has a directory {@code .INBOX} of its own.
 */
final class FolderLayout {

    /** Where a deleted mailbox is moved before its files are removed one by one; never a mailbox. */
    static final String TRASHED = "..DOVECOT-TRASHED";

    /** The longest name of a directory. */
    private static final int MAX_ENTRY_OCTETS = 255;

    private static final char DISK_SEPARATOR = '.';

    private final MailLocation location;
    private final Namespace namespace;

    FolderLayout(MailLocation location, Namespace namespace) {
        this.location = location;
        this.namespace = namespace;
    }

    MailLocation location() {
        return location;
    }

    /** Between levels of a mailbox name. */
    char separator() {
        return namespace.separator();
    }

    /** Where subscriptions and the UIDVALIDITY counter lie. */
    Path controlRoot() {
        return location.control().orElse(location.root());
    }

    /**
     * The directories of a mailbox, whether or not it exists.
     *
     * @throws MailFailure with {@code NOT_POSSIBLE} when the name cannot be a directory
     */
    Folder folder(MailboxName name) {
        if (name.equals(MailboxName.INBOX)) {
            var mail = location.inbox();
            return new Folder(
                    mail,
                    location.control().map(root -> root.resolve(".INBOX")).orElse(mail),
                    indexDirectory(".INBOX", mail));
        }
        var entry = entryName(name);
        try {
            var mail = location.root().resolve(entry);
            return new Folder(
                    mail,
                    location.control().map(root -> root.resolve(entry)).orElse(mail),
                    indexDirectory(entry, mail));
        } catch (InvalidPathException _) {
            throw new MailFailure(MailFailure.Reason.NOT_POSSIBLE, "Invalid mailbox name");
        }
    }

    private Optional<Path> indexDirectory(String entry, Path mail) {
        return location.indexOnDisk()
                ? Optional.of(location.index().map(root -> root.resolve(entry)).orElse(mail))
                : Optional.empty();
    }

    /** Name of the mailbox's directory, such as {@code .Foo.Bar}. */
    private String entryName(MailboxName name) {
        var entry = new StringBuilder();
        for (var level : levels(name)) {
            entry.append(DISK_SEPARATOR).append(level);
        }
        if (entry.toString().getBytes(StandardCharsets.UTF_8).length > MAX_ENTRY_OCTETS) {
            throw new MailFailure(MailFailure.Reason.NOT_POSSIBLE, "Mailbox name too long");
        }
        return entry.toString();
    }

    /**
     * The levels of a name as they are written to disk: below the namespace's prefix, encoded.
     *
     * @throws MailFailure with {@code NOT_POSSIBLE} for characters the disk needs for itself
     */
    List<String> levels(MailboxName name) {
        var below = below(name);
        if (namespace.separator() != DISK_SEPARATOR && below.indexOf(DISK_SEPARATOR) >= 0) {
            throw new MailFailure(MailFailure.Reason.NOT_POSSIBLE, "Character not allowed in mailbox name: '.'");
        }
        if (namespace.separator() != '/' && below.indexOf('/') >= 0) {
            throw new MailFailure(
                    MailFailure.Reason.NOT_POSSIBLE, "Invalid mailbox name: Name must not have '/' characters");
        }
        return encoded(below);
    }

    /** The levels of a name in a subscriptions file; it may be one of another namespace, such as that of other users. */
    List<String> subscribedLevels(MailboxName name) {
        return encoded(below(name));
    }

    private String below(MailboxName name) {
        var prefix = namespace.prefix();
        return name.value().startsWith(prefix) ? name.value().substring(prefix.length()) : name.value();
    }

    private List<String> encoded(String below) {
        return Arrays.stream(below.split(Pattern.quote(String.valueOf(namespace.separator()))))
                .map(level -> location.utf8Names() ? level : ModifiedUtf7.encode(level))
                .toList();
    }

    /** The name these levels on disk stand for; empty when no mailbox can have it. */
    Optional<MailboxName> name(List<String> levels) {
        var name = new StringBuilder();
        for (var level : levels) {
            var decoded = location.utf8Names() ? Optional.of(level) : ModifiedUtf7.decode(level);
            if (level.isEmpty() || decoded.isEmpty() || decoded.get().indexOf(namespace.separator()) >= 0) {
                return Optional.empty();
            }
            name.append(name.isEmpty() ? "" : namespace.separator()).append(decoded.get());
        }
        try {
            boolean inbox =
                    namespace.inbox() && levels.size() == 1 && name.toString().equalsIgnoreCase("INBOX");
            return Optional.of(
                    MailboxName.of(inbox ? name.toString() : namespace.prefix() + name, namespace.separator()));
        } catch (MailFailure _) {
            return Optional.empty();
        }
    }

    /** The mailbox whose directory in the root has this name; empty for anything else that lies there. */
    Optional<MailboxName> nameOfEntry(String entry) {
        if (entry.length() < 2 || entry.charAt(0) != DISK_SEPARATOR || isReserved(entry)) {
            return Optional.empty();
        }
        return name(List.of(entry.substring(1).split("\\.", -1))).filter(name -> !name.equals(MailboxName.INBOX));
    }

    private static boolean isReserved(String entry) {
        return entry.equals("..") || entry.equals(TRASHED) || entry.startsWith(".nfs");
    }

    /**
     * Directories of one mailbox.
     *
     * @param mail holds {@code cur}, {@code new} and {@code tmp}
     * @param control holds {@code dovecot-uidlist} and {@code dovecot-keywords}
     * @param index holds our own index files; empty when there shall be none
     */
    record Folder(Path mail, Path control, Optional<Path> index) {

        Path cur() {
            return mail.resolve("cur");
        }

        /** {@code new/}. */
        Path fresh() {
            return mail.resolve("new");
        }

        Path tmp() {
            return mail.resolve("tmp");
        }

        Path uidList() {
            return control.resolve(UidList.FILE_NAME);
        }

        Path keywords() {
            return control.resolve(KeywordsFile.FILE_NAME);
        }
    }
}
