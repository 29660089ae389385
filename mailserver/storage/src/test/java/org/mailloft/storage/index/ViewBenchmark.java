package org.mailloft.storage.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import org.mailloft.storage.Mailbox.Derived;
import org.mailloft.storage.SystemFlag;
import org.mailloft.storage.disk.RealDisk;

/** Prints how long the parts of an index take on a mailbox of 50,000 messages. Run by hand; not a test. */
public final class ViewBenchmark {

    private static final int MESSAGES = 50_000;
    private static final String GUID = "0123456789abcdef0123456789abcdef";

    private ViewBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        var directory = Files.createTempDirectory("view-benchmark");
        for (int round = 0; round < 5; round++) {
            System.out.println("round " + round);
            var view = withMessages();
            time("50,000 single appends", () -> singleAppends());
            time("read flags, UID, date and size of all", () -> readAll(view));
            time("find all by UID", () -> findAll(view));
            time("set a flag on all", () -> flagAll(view));
            time("1,000 single flag changes, compared each", () -> flagSome(view));
            index(directory, view);
            cache(directory, view);
        }
    }

    private static void index(Path directory, ChunkedView view) {
        var file = new IndexFile(new RealDisk(), directory.resolve("i"), 0600, "boot", Clock.systemUTC());
        file.drop();
        time("save the index", () -> file.save(new SavedIndex(GUID, 1, view, new byte[0])));
        time("load the index", () -> file.load().orElseThrow());
        time("save 1,000 appends", () -> {
            var now = view;
            for (int n = 0; n < 1000; n++) {
                var edit = new ViewEdit(now);
                edit.append(message(edit.uidNext()));
                now = edit.build();
                file.save(new SavedIndex(GUID, 1, now, new byte[0]));
            }
        });
        time("load the index with them", () -> file.load().orElseThrow());
    }

    private static void cache(Path directory, ChunkedView view) throws IOException {
        Files.deleteIfExists(directory.resolve("c"));
        try (var cache = new HeaderCache(new RealDisk(), directory.resolve("c"), 0600, GUID, 1, () -> view)) {
            time("keep 50,000 contents of 400 octets", () -> {
                for (int index = 0; index < view.size(); index++) {
                    cache.put(view.uid(index), Derived.ENVELOPE, new byte[400]);
                }
            });
        }
        try (var cache = new HeaderCache(new RealDisk(), directory.resolve("c"), 0600, GUID, 1, () -> view)) {
            time("open the cache", () -> cache.get(1, Derived.ENVELOPE).orElseThrow());
            time("look all up", () -> {
                for (int index = 0; index < view.size(); index++) {
                    cache.get(view.uid(index), Derived.ENVELOPE).orElseThrow();
                }
            });
        }
    }

    private static void singleAppends() {
        var view = ChunkedView.EMPTY;
        for (int n = 0; n < MESSAGES; n++) {
            var edit = new ViewEdit(view);
            edit.append(message(edit.uidNext()));
            view = edit.build();
        }
    }

    private static void readAll(ChunkedView view) {
        long sum = 0;
        for (int index = 0; index < view.size(); index++) {
            sum += view.flagBits(index)
                    + view.uid(index)
                    + view.internalDate(index).getEpochSecond()
                    + view.size(index);
        }
        if (sum == 0) {
            throw new IllegalStateException();
        }
    }

    private static void findAll(ChunkedView view) {
        for (long uid = 1; uid <= MESSAGES; uid++) {
            if (view.indexOf(uid) != uid - 1) {
                throw new IllegalStateException();
            }
        }
    }

    private static void flagAll(ChunkedView view) {
        var edit = new ViewEdit(view);
        for (int index = 0; index < view.size(); index++) {
            edit.setFlags(index, SystemFlag.SEEN.bit());
        }
        edit.build();
    }

    private static void flagSome(ChunkedView view) {
        var now = view;
        for (int n = 0; n < 1000; n++) {
            var edit = new ViewEdit(now);
            edit.setFlags(n * 49, SystemFlag.FLAGGED.bit());
            var next = edit.build();
            if (now.changesTo(next).changed().count() != 1) {
                throw new IllegalStateException();
            }
            now = next;
        }
    }

    private static ChunkedView withMessages() {
        var edit = new ViewEdit(ChunkedView.EMPTY);
        for (int n = 1; n <= MESSAGES; n++) {
            edit.append(message(n));
        }
        return edit.build();
    }

    private static NewMessage message(long uid) {
        return new NewMessage(
                uid, 0, Instant.ofEpochSecond(uid), 3000, 2900, "1795292495.M" + uid + "P31421.host,S=2900,W=3000");
    }

    private static void time(String what, Runnable work) {
        long start = System.nanoTime();
        work.run();
        System.out.printf(Locale.ROOT, "  %8.3f ms  %s%n", (System.nanoTime() - start) / 1e6, what);
    }
}
