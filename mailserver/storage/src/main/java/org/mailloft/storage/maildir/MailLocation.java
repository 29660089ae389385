package org.mailloft.storage.maildir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a namespace's mail lies: the value of {@code mail_location}, such as
 * {@code maildir:~/Maildir:INDEX=/var/index/anna}, with all variables replaced. A colon inside a path is written twice.
 *
 * @param root of the Maildir++: the INBOX, unless {@code INBOX=} says otherwise
 * @param inbox directory of the INBOX
 * @param index where index files go instead of the mailbox's directory
 * @param control where UID lists, keywords and subscriptions go instead; in mail of others, a user's own keywords
 * @param privateIndex {@code INDEXPVT}: where a user's own {@code \Seen} flags are in mail of others
 * @param indexOnDisk false for {@code INDEX=MEMORY}
 * @param subscriptionsFile name of that file
 * @param utf8Names whether folders are named in UTF-8 instead of modified UTF-7
 */
public record MailLocation(
        Path root,
        Path inbox,
        Optional<Path> index,
        Optional<Path> control,
        Optional<Path> privateIndex,
        boolean indexOnDisk,
        String subscriptionsFile,
        boolean utf8Names) {

    private static final String DRIVER = "maildir";

    /** Keys that change nothing for Maildir++, or only how fast Dovecot is. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "ALT",
            "NOALT",
            "ALWAYS",
            "INDEXCACHE",
            "LISTINDEX",
            "ITERINDEX",
            "VOLATILEDIR",
            "NO-NOSELECT",
            "BROKENCHAR");

    /**
     * @param home what {@code ~} stands for, and where relative paths start
     * @throws IllegalArgumentException for another mail format or layout, and for unknown keys; the text names them
     */
    public static MailLocation parse(String location, Path home) {
        var parts = split(location);
        boolean bare = location.startsWith("/") || location.startsWith("~");
        if (!bare && !parts.getFirst().equals(DRIVER)) {
            throw new IllegalArgumentException("mail_location " + location + ": only maildir: is supported");
        }
        if (!bare) {
            parts.removeFirst();
        }
        if (parts.isEmpty() || parts.getFirst().isEmpty()) {
            throw new IllegalArgumentException("mail_location " + location + ": path is missing");
        }
        var builder = new Builder(home, path(parts.removeFirst(), home));
        for (var part : parts) {
            int equals = part.indexOf('=');
            var key = equals < 0 ? part : part.substring(0, equals);
            builder.set(key, equals < 0 ? "" : part.substring(equals + 1), location);
        }
        return builder.build();
    }

    /** What readers of this mail keep for themselves; empty when it is nothing. */
    Optional<OwnPlace> ownPlace() {
        return privateIndex
                .or(() -> control)
                .map(root -> new OwnPlace(root, privateIndex.isPresent(), control.isPresent()));
    }

    /**
     * @param root holds a directory for each mailbox
     * @param seen whether {@code \Seen} is kept there
     * @param keywords whether keywords are
     */
    record OwnPlace(Path root, boolean seen, boolean keywords) {}

    /** The same for mail of all: UIDs are the same for everybody, so what numbers them lies with the mail. */
    MailLocation common() {
        return new MailLocation(
                root, inbox, index, Optional.empty(), privateIndex, indexOnDisk, subscriptionsFile, utf8Names);
    }

    /** Splits at single colons; a double one is a colon. */
    private static List<String> split(String location) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        for (int i = 0; i < location.length(); i++) {
            char c = location.charAt(i);
            if (c != ':') {
                part.append(c);
            } else if (i + 1 < location.length() && location.charAt(i + 1) == ':') {
                part.append(c);
                i++;
            } else {
                parts.add(part.toString());
                part.setLength(0);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    private static Path path(String text, Path home) {
        if (text.equals("~")) {
            return home;
        }
        return home.resolve(text.startsWith("~/") ? text.substring(2) : text).normalize();
    }

    private static final class Builder {
        private final Path home;
        private final Path root;
        private Path inbox;
        private Optional<Path> index = Optional.empty();
        private Optional<Path> control = Optional.empty();
        private Optional<Path> privateIndex = Optional.empty();
        private boolean indexOnDisk = true;
        private String subscriptionsFile = Subscriptions.FILE_NAME;
        private boolean utf8Names;

        Builder(Path home, Path root) {
            this.home = home;
            this.root = root;
            this.inbox = root;
        }

        void set(String key, String value, String location) {
            switch (key) {
                case "INDEX" -> {
                    indexOnDisk = !value.equals("MEMORY");
                    index = indexOnDisk ? Optional.of(path(value, home)) : Optional.empty();
                }
                case "CONTROL" -> control = Optional.of(path(value, home));
                case "INDEXPVT" -> privateIndex = Optional.of(path(value, home));
                case "INBOX" -> inbox = path(value, home);
                case "SUBSCRIPTIONS" -> subscriptionsFile = value;
                case "UTF-8" -> utf8Names = true;
                case "LAYOUT" -> {
                    if (!value.equalsIgnoreCase("maildir++")) {
                        throw new IllegalArgumentException(
                                "mail_location " + location + ": only LAYOUT=maildir++ is supported");
                    }
                }
                default -> {
                    if (!WITHOUT_EFFECT.contains(key)) {
                        throw new IllegalArgumentException("mail_location " + location + ": Unknown setting: " + key);
                    }
                }
            }
        }

        MailLocation build() {
            return new MailLocation(
                    root, inbox, index, control, privateIndex, indexOnDisk, subscriptionsFile, utf8Names);
        }
    }
}
