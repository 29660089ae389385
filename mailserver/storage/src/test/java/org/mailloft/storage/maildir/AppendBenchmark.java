package org.mailloft.storage.maildir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.mailloft.storage.Flags;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.Mailbox.Append;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.disk.RealDisk;
import org.mailloft.storage.quota.Enforcement;
import org.mailloft.storage.quota.QuotaAccounts;
import org.mailloft.storage.quota.QuotaLayer;
import org.mailloft.storage.quota.QuotaWarnings;
import org.mailloft.storage.stack.StoreStack;

/** Prints how many durable deliveries of 4 KB a mailbox takes from one sender and from sixteen. Run by hand; not a test. */
public final class AppendBenchmark {

    private static final byte[] MESSAGE =
            ("Subject: x\r\n\r\n" + "The text of this message.\r\n".repeat(150)).getBytes(StandardCharsets.US_ASCII);

    private AppendBenchmark() {}

    /**
     * @param arguments a directory on the disk to be measured, the number of rounds, and of messages in each; then
     *     {@code quota} to have it counted
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var home = Files.createTempDirectory(Path.of(arguments[0]), "append");
        try (var stores = Maildirs.on(new RealDisk());
                var store = new StoreStack(stores, layers(arguments)).open(new MailUser("u", home, Map.of()));
                Mailbox inbox = store.open(MailboxName.INBOX, true)) {
            append(inbox, 300);
            for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
                int messages = Integer.parseInt(arguments[2]);
                System.out.printf(
                        Locale.ROOT,
                        "1 sender %7.0f/s   16 senders %7.0f/s%n",
                        perSecond(inbox, 1, messages),
                        perSecond(inbox, 16, messages));
            }
        }
    }

    private static List<UnaryOperator<MailStore>> layers(String[] arguments) {
        var plugin = Map.of("quota", "maildir:User quota", "quota_rule", "*:storage=100G");
        return arguments.length > 3 && arguments[3].equals("quota")
                ? List.of(new QuotaLayer(
                        plugin, new QuotaAccounts(Clock.systemUTC()), Enforcement.GRACE, QuotaWarnings.NONE))
                : List.of();
    }

    private static double perSecond(Mailbox inbox, int senders, int messages) throws InterruptedException {
        long start = System.nanoTime();
        var threads = new ArrayList<Thread>();
        for (int n = 0; n < senders; n++) {
            threads.add(Thread.ofVirtual().start(() -> append(inbox, messages / senders)));
        }
        for (var thread : threads) {
            thread.join();
        }
        return messages * 1e9 / (System.nanoTime() - start);
    }

    private static void append(Mailbox inbox, int messages) {
        for (int n = 0; n < messages; n++) {
            try (var message = inbox.receive()) {
                message.write(MESSAGE, 0, MESSAGE.length);
                inbox.append(List.of(new Append(message, Flags.NONE, Instant.now())));
            }
        }
    }
}
