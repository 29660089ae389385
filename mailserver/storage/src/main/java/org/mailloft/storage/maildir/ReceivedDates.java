package org.mailloft.storage.maildir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.mailloft.storage.disk.Disk;
import org.mailloft.storage.index.ChunkedView;
import org.mailloft.storage.index.DateSource;

/**
 * When messages were received: the times of modification of their files. Opening a mailbox does not look at them, since
 * few clients ask for so many; who asks does. Takes no lock: a file that is not where it should be is looked for in the
 * directories, and one that has gone has the date that its name tells.
 */
final class ReceivedDates implements DateSource {

    /** How often directories are read for a file: one that is renamed meanwhile may not be listed. */
    private static final int MAX_ROUNDS = 2;

    private final MaildirState state;
    private volatile int unsaved;

    ReceivedDates(MaildirState state) {
        this.state = state;
    }

    /** About how many dates were found out since {@link #saved}. */
    int unsaved() {
        return unsaved;
    }

    /** What is known now need not be looked at again. */
    void saved() {
        unsaved = 0;
    }

    @Override
    public long[] received(ChunkedView view, int[] indexes) {
        var present = state.index().view();
        var seconds = new long[indexes.length];
        var missing = new HashMap<String, Integer>();
        try {
            for (int i = 0; i < indexes.length; i++) {
                var base = view.key(indexes[i]);
                seconds[i] = told(base);
                int at = present.indexOf(view.uid(indexes[i]));
                if (at >= 0 && !look(state.file(present, at), seconds, i)) {
                    missing.put(base, i);
                }
            }
            for (int round = 0; round < MAX_ROUNDS && !missing.isEmpty(); round++) {
                search(state.folder().fresh(), missing, seconds);
                search(state.folder().cur(), missing, seconds);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        unsaved = unsaved + indexes.length;
        return seconds;
    }

    /** The date of a file, into its place. False when it is not there. */
    private boolean look(Path file, long[] seconds, int place) throws IOException {
        try {
            seconds[place] = disk().status(file).modified().getEpochSecond();
            return true;
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    /** Looks for messages under whatever flags they have now; takes those it finds out of {@code missing}. */
    private void search(Path directory, Map<String, Integer> missing, long[] seconds) throws IOException {
        try {
            for (var name : disk().list(directory)) {
                var place = missing.get(MaildirName.baseOf(name));
                if (place != null && look(directory.resolve(name), seconds, place)) {
                    missing.remove(MaildirName.baseOf(name));
                }
            }
        } catch (NoSuchFileException _) {
            // the mailbox was deleted
        }
    }

    /** Names begin with the time of delivery; where one does not, now is as good as any. */
    private long told(String base) {
        long seconds = MaildirName.seconds(base);
        return seconds >= 0 ? seconds : state.site().host().clock().instant().getEpochSecond();
    }

    private Disk disk() {
        return state.disk();
    }
}
