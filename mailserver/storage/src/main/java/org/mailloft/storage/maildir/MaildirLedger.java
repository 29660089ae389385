package org.mailloft.storage.maildir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.Usage;
import org.mailloft.storage.UsageLedger;
import org.mailloft.storage.disk.FileStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The {@code maildirsize} file of a user, in the control directory of a namespace. */
final class MaildirLedger implements UsageLedger {

    private static final Logger LOG = LoggerFactory.getLogger(MaildirLedger.class);

    /** How often messages are counted again because some came or went meanwhile. */
    private static final int MAX_ROUNDS = 3;

    /** A file that has become too long is not counted anew when it was counted within this time. */
    private static final Duration BELIEVED = Duration.ofHours(1);

    private final Site site;
    private final List<UserNamespace> counted;
    private final Path file;

    /** @param counted namespaces whose mail is counted; the file lies with the first */
    MaildirLedger(Site site, List<UserNamespace> counted) {
        this.site = site;
        this.counted = counted;
        this.file = counted.getFirst().layout().controlRoot().resolve(MaildirSize.FILE_NAME);
    }

    @Override
    public Object place() {
        return file;
    }

    @Override
    public Optional<Object> stamp() {
        try {
            return site.disk().find(file).map(Object.class::cast);
        } catch (IOException e) {
            throw FullDisk.passing(e);
        }
    }

    @Override
    public Optional<Entry> read() {
        try {
            var before = site.disk().status(file);
            if (before.size() >= MaildirSize.MAX_OCTETS) {
                return Optional.empty();
            }
            var octets = site.disk().readAll(file);
            return MaildirSize.parse(octets)
                    .map(size -> new Entry(
                            size.limits(),
                            size.used(),
                            size.lines(),
                            Instant.EPOCH,
                            before.modified(),
                            stampOf(before, octets)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw FullDisk.passing(e);
        }
    }

    /** What was read is newer than its stamp when somebody has written in between: then it is read again next time. */
    private static Object stampOf(FileStatus before, byte[] octets) {
        return before.size() == octets.length ? before : new Object();
    }

    @Override
    public Entry add(Usage change, Entry known) {
        var line = MaildirSize.line(change).getBytes(StandardCharsets.US_ASCII);
        var now = site.host().clock().instant();
        try {
            try (var out = site.disk().append(file)) {
                out.write(line);
            }
            var after = site.disk().status(file);
            boolean ours = known.stamp() instanceof FileStatus before
                    && before.key().equals(after.key())
                    && before.size() + line.length == after.size();
            if (!ours) {
                return known.plus(change, now, new Object());
            }
            var added = known.plus(change, now, after);
            return after.size() < MaildirSize.MAX_OCTETS ? added : shortened(added);
        } catch (NoSuchFileException _) {
            return known.plus(change, now, new Object());
        } catch (IOException e) {
            LOG.error("write({}) failed: {}", file, e.toString());
            drop();
            return known.plus(change, now, new Object());
        }
    }

    /** Writes one sum instead of many lines, unless it has been long since that was counted. */
    private Entry shortened(Entry full) {
        boolean fresh = full.counted().plus(BELIEVED).isAfter(full.written());
        var stamp = fresh ? write(full.limits(), full.used()) : Optional.empty();
        return new Entry(
                full.limits(), full.used(), full.lines(), full.counted(), full.written(), stamp.orElseGet(Object::new));
    }

    @Override
    public Entry recount(Usage limits, Predicate<MailboxName> ignored) {
        try {
            var sum = MaildirSum.of(site.disk(), directories(ignored));
            boolean settled = sum.isCurrent(site.disk());
            for (int round = 1; !settled && round < MAX_ROUNDS; round++) {
                var again = MaildirSum.of(site.disk(), directories(ignored));
                settled = again.used().equals(sum.used()) || again.isCurrent(site.disk());
                sum = again;
            }
            var stamp = settled ? write(limits, sum.used()) : Optional.<Object>empty();
            if (stamp.isEmpty()) {
                drop();
            }
            var now = site.host().clock().instant();
            return new Entry(limits, sum.used(), 1, now, now, stamp.orElseGet(Object::new));
        } catch (IOException e) {
            throw FullDisk.passing(e);
        }
    }

    /** {@code new} and {@code cur} of all mailboxes that count; a place that several namespaces show counts once. */
    private Set<Path> directories(Predicate<MailboxName> ignored) throws IOException {
        var directories = new LinkedHashSet<Path>();
        for (var space : counted) {
            var names = space.tree().list();
            if (space.namespace().inbox()) {
                names.add(MailboxName.INBOX);
            }
            for (var name : names) {
                if (!ignored.test(name)) {
                    var folder = space.layout().folder(name);
                    directories.add(folder.fresh());
                    directories.add(folder.cur());
                }
            }
        }
        return directories;
    }

    /** Empty when it cannot be written: a full disk must not keep anybody from deleting mail. */
    private Optional<Object> write(Usage limits, Usage used) {
        var temporary = file.resolveSibling(
                MaildirSize.FILE_NAME + site.host().name() + "." + site.names().next());
        try {
            var permissions = permissions();
            MaildirState.createMissing(site.disk(), file.getParent(), permissions);
            try (var out = permissions.createFile(site.disk(), temporary)) {
                out.write(MaildirSize.file(limits, used));
            }
            var stamp = site.disk().status(temporary);
            site.disk().rename(temporary, file);
            return Optional.of(stamp);
        } catch (IOException e) {
            LOG.error("write({}) failed: {}", temporary, e.toString());
            delete(temporary);
            return Optional.empty();
        }
    }

    /** As the mail root has them, which may not be there yet. */
    private Permissions permissions() throws IOException {
        try {
            return counted.getFirst().tree().rootPermissions();
        } catch (NoSuchFileException _) {
            counted.getFirst().tree().createInbox();
            return counted.getFirst().tree().rootPermissions();
        }
    }

    @Override
    public void drop() {
        delete(file);
    }

    private void delete(Path path) {
        try {
            site.disk().deleteIfExists(path);
        } catch (IOException e) {
            LOG.error("unlink({}) failed: {}", path, e.toString());
        }
    }
}
