package org.mailloft.storage.maildir;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.mailloft.storage.disk.FileStatus;
import org.mailloft.storage.maildir.MaildirScan.Found;
import org.mailloft.storage.maildir.MessageFile.Sizes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to be known of a file that enters the index: when it was received and how large it is. Sizes come from the
 * name, else from the UID list, else by reading the file.
 *
 * <p>A file that nobody has given a UID yet is looked at: if its size is not what the name tells, the name is put right.
 * One that the UID list has was looked at by whoever listed it, so what its name tells is believed until the message is
 * read, as Dovecot does; opening a large mailbox must not take a system call for each message.
 *
 * @param file the file, perhaps under a new name
 * @param listed its record in the UID list, under the name it had
 * @param received time of its arrival; {@link Instant#MIN} when {@link ReceivedDates} shall find out
 * @param sizes of the message
 * @param verified whether sizes were counted
 */
record MessageFacts(Found file, Optional<UidList.Entry> listed, Instant received, Sizes sizes, boolean verified) {

    /** A file, and what the UID list says of it. */
    record Candidate(Found file, Optional<UidList.Entry> listed) {}

    /** From so many files on they are looked at in parallel. */
    private static final int MANY = 256;

    private static final int PARALLEL = 4;

    private static final Instant NOT_LOOKED_AT = Instant.MIN;

    private static final Logger LOG = LoggerFactory.getLogger(MessageFacts.class);

    /** What has to be known of files that enter the index; those that have gone meanwhile are left out. */
    static List<MessageFacts> gather(MaildirState state, List<Candidate> files) throws IOException {
        if (files.size() < MANY) {
            return look(state, files);
        }
        var parts = new ArrayList<Callable<List<MessageFacts>>>();
        int step = (files.size() + PARALLEL - 1) / PARALLEL;
        for (int from = 0; from < files.size(); from += step) {
            var part = files.subList(from, Math.min(files.size(), from + step));
            parts.add(() -> look(state, part));
        }
        var all = new ArrayList<MessageFacts>(files.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var part : threads.invokeAll(parts)) {
                all.addAll(part.get());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while reading " + state.folder().mail());
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
        return all;
    }

    private static List<MessageFacts> look(MaildirState state, List<Candidate> files) throws IOException {
        var all = new ArrayList<MessageFacts>(files.size());
        for (var candidate : files) {
            of(state, candidate.file, candidate.listed).ifPresent(all::add);
        }
        return all;
    }

    /** Empty when the file has gone meanwhile. */
    static Optional<MessageFacts> of(MaildirState state, Found found, Optional<UidList.Entry> entry)
            throws IOException {
        var told = told(state, found.name(), entry);
        if (entry.isPresent() && told.isPresent()) {
            return Optional.of(new MessageFacts(found, entry, NOT_LOOKED_AT, told.get(), false));
        }
        try {
            var path = found.in(state.folder());
            var status = state.disk().status(path);
            if (status.directory()) {
                return Optional.empty();
            }
            boolean trusted = told.isPresent() && fits(state, found, status, told.get());
            if (trusted) {
                return Optional.of(new MessageFacts(found, entry, status.modified(), told.get(), false));
            }
            var counted = MessageFile.count(state.disk(), path);
            var file = corrected(state, found, counted);
            return Optional.of(new MessageFacts(file, entry, status.modified(), counted, true));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private static Optional<Sizes> told(MaildirState state, MaildirName name, Optional<UidList.Entry> entry) {
        long physical = name.physicalSize();
        long virtual = name.virtualSize();
        if (state.site().settings().brokenFilenameSizes()) {
            physical = MaildirName.UNKNOWN;
        }
        if (physical < 0) {
            physical = number(entry.flatMap(e -> e.field('S')));
        }
        if (virtual < 0) {
            virtual = number(entry.flatMap(e -> e.field('W')));
        }
        boolean possible = physical >= 0 && virtual >= physical && virtual <= 2 * physical;
        return possible ? Optional.of(new Sizes(physical, virtual)) : Optional.empty();
    }

    private static long number(Optional<String> digits) {
        return digits.filter(text -> text.matches("[0-9]{1,18}"))
                .map(Long::parseLong)
                .orElse(MaildirName.UNKNOWN);
    }

    private static boolean fits(MaildirState state, Found found, FileStatus status, Sizes told) throws IOException {
        return status.size() == told.physical() || MessageFile.isCompressed(state.disk(), found.in(state.folder()));
    }

    /** Renames a file whose name tells another size than it has; one whose name tells none stays. */
    private static Found corrected(MaildirState state, Found found, Sizes counted) throws IOException {
        var name = found.name();
        boolean wrong = name.physicalSize() >= 0 && name.physicalSize() != counted.physical()
                || name.virtualSize() >= 0 && name.virtualSize() != counted.virtual();
        if (!wrong || state.site().settings().brokenFilenameSizes()) {
            return found;
        }
        var right =
                new Found(name.withSizes(counted.physical(), counted.virtual()).fileName(), found.fresh());
        state.disk().rename(found.in(state.folder()), right.in(state.folder()));
        LOG.warn(
                "Maildir filename has wrong S or W value, renamed the file from {} to {}",
                found.in(state.folder()),
                right.fileName());
        return right;
    }

    String base() {
        return file.base();
    }

    /** Whether it got another name than the UID list has. */
    boolean isRenamed() {
        return verified && listed.isPresent() && !listed.get().base().equals(base());
    }

    /** The UID list's record for this message: it tells the sizes when the name does not. */
    UidList.Entry record(long uid) {
        var name = file.name();
        boolean named = name.physicalSize() == sizes.physical() && name.virtualSize() == sizes.virtual();
        return new UidList.Entry(uid, named ? "" : "S" + sizes.physical() + " W" + sizes.virtual(), name.base());
    }

    /** By time of arrival as far as names tell it: the order in which new messages get their UIDs. */
    static int compareArrival(MessageFacts one, MessageFacts other) {
        var first = one.base();
        var second = other.base();
        int order = Long.compare(MaildirName.seconds(first), MaildirName.seconds(second));
        if (order == 0) {
            long a = MaildirName.micros(first);
            long b = MaildirName.micros(second);
            order = a >= 0 && b >= 0 ? Long.compare(a, b) : 0;
        }
        return order != 0 ? order : first.compareTo(second);
    }
}
