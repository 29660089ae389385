package org.mailloft.storage.maildir;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * name, else from the UID list, else by reading the file. A name whose {@code S=} is not the size of the file is put
 * right before anybody is told a wrong size.
 *
 * @param file the file, perhaps under a new name
 * @param uid it has in the UID list, 0 for none
 * @param received time of its arrival
 * @param sizes of the message
 * @param verified whether sizes were counted
 */
record MessageFacts(Found file, long uid, Instant received, Sizes sizes, boolean verified) {

    /** From so many files on they are looked at in parallel. */
    private static final int MANY = 256;

    private static final int PARALLEL = 4;

    private static final Logger LOG = LoggerFactory.getLogger(MessageFacts.class);

    /**
     * What has to be known of files that enter the index; those that have gone meanwhile are left out.
     *
     * @param listed records of the UID list by base name
     */
    static List<MessageFacts> gather(MaildirState state, List<Found> files, Map<String, UidList.Entry> listed)
            throws IOException {
        if (files.size() < MANY) {
            return look(state, files, listed);
        }
        var parts = new ArrayList<Callable<List<MessageFacts>>>();
        int step = (files.size() + PARALLEL - 1) / PARALLEL;
        for (int from = 0; from < files.size(); from += step) {
            var part = files.subList(from, Math.min(files.size(), from + step));
            parts.add(() -> look(state, part, listed));
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

    private static List<MessageFacts> look(MaildirState state, List<Found> files, Map<String, UidList.Entry> listed)
            throws IOException {
        var all = new ArrayList<MessageFacts>(files.size());
        for (var file : files) {
            var entry = Optional.ofNullable(listed.get(MaildirName.baseOf(file.fileName())));
            of(state, file, entry).ifPresent(all::add);
        }
        return all;
    }

    /** Empty when the file has gone meanwhile. */
    static Optional<MessageFacts> of(MaildirState state, Found found, Optional<UidList.Entry> entry)
            throws IOException {
        long uid = entry.map(UidList.Entry::uid).orElse(0L);
        try {
            var path = found.in(state.folder());
            var status = state.disk().status(path);
            if (status.directory()) {
                return Optional.empty();
            }
            var told = told(state, MaildirName.parse(found.fileName()), entry);
            boolean trusted = told.isPresent() && fits(state, found, status, told.get());
            if (trusted) {
                return Optional.of(new MessageFacts(found, uid, status.modified(), told.get(), false));
            }
            var counted = MessageFile.count(state.disk(), path);
            var file = corrected(state, found, counted);
            return Optional.of(new MessageFacts(file, uid, status.modified(), counted, true));
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
        var name = MaildirName.parse(found.fileName());
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
        return MaildirName.baseOf(file.fileName());
    }

    /** The UID list's record for this message: it tells the sizes when the name does not. */
    UidList.Entry entry(long newUid) {
        var name = MaildirName.parse(file.fileName());
        boolean named = name.physicalSize() == sizes.physical() && name.virtualSize() == sizes.virtual();
        return new UidList.Entry(newUid, named ? "" : "S" + sizes.physical() + " W" + sizes.virtual(), name.base());
    }

    /** By time of arrival as far as names tell it: the order in which new messages get their UIDs. */
    static int compareArrival(MessageFacts one, MessageFacts other) {
        var first = one.base();
        var second = other.base();
        int order = Long.compare(seconds(first), seconds(second));
        if (order == 0) {
            long a = micros(first);
            long b = micros(second);
            order = a >= 0 && b >= 0 ? Long.compare(a, b) : 0;
        }
        return order != 0 ? order : first.compareTo(second);
    }

    private static long seconds(String base) {
        return leadingNumber(base, 0);
    }

    private static long micros(String base) {
        int at = base.indexOf(".M");
        return at < 0 ? -1 : leadingNumber(base, at + 2);
    }

    private static long leadingNumber(String text, int from) {
        int end = from;
        while (end < text.length() && end - from < 18 && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end == from ? -1 : Long.parseLong(text, from, end, 10);
    }
}
