package org.mailloft.storage.maildir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.mailloft.storage.FlagChange;
import org.mailloft.storage.Flags;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.Mailbox.Append;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.SystemFlag;
import org.mailloft.storage.UidSet;
import org.mailloft.storage.disk.RealDisk;

/** The process that {@link MaildirKillIT} kills: appends from many threads and prints each message that is promised. */
public final class AppendingChild {

    static final int THREADS = 16;

    private AppendingChild() {}

    /** @param arguments home directory, and a word that makes this run's messages unique */
    public static void main(String[] arguments) throws InterruptedException {
        var store = Maildirs.on(new RealDisk()).open(new MailUser("anna@example.org", Path.of(arguments[0]), Map.of()));
        var threads = new Thread[THREADS];
        for (int t = 0; t < THREADS; t++) {
            int number = t;
            threads[t] = Thread.ofVirtual().start(() -> {
                try (var inbox = store.open(MailboxName.INBOX, true)) {
                    for (int n = 0; ; n++) {
                        var id = arguments[1] + "-" + number + "-" + n;
                        var octets = content(id).getBytes(StandardCharsets.US_ASCII);
                        long uid;
                        try (var message = inbox.receive()) {
                            message.write(octets, 0, octets.length);
                            var flags = n % 3 == 0 ? Flags.of(SystemFlag.SEEN) : Flags.NONE;
                            uid = inbox.append(List.of(new Append(message, flags, Instant.now())))
                                    .getFirst();
                        }
                        System.out.println(inbox.uidValidity() + " " + uid + " " + id);
                        if (n % 4 == 0) {
                            inbox.store(
                                    UidSet.of(uid), new FlagChange(FlagChange.Mode.ADD, Flags.of(SystemFlag.FLAGGED)));
                        }
                    }
                }
            });
        }
        for (var thread : threads) {
            thread.join();
        }
    }

    /** The message with this id; its length differs from message to message. */
    static String content(String id) {
        int lines = Math.floorMod(id.hashCode(), 200);
        return "Subject: " + id + "\r\n\r\n" + ("This is " + id + "\r\n").repeat(lines) + "end of " + id + "\r\n";
    }
}
