package org.mailloft.storage.maildir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.disk.RealDisk;

/**
 * Prints how long it takes to open a mailbox of 50,000 messages that has a UID list but no index of ours, and to ask for
 * all dates. Run by hand; not a test. The first rounds tell what a server does that was just started.
 */
public final class OpenBenchmark {

    private static final int MESSAGES = 50_000;

    private OpenBenchmark() {}

    /** @param arguments a directory to make the mailbox in, unless it is there already, and the number of rounds */
    public static void main(String[] arguments) throws IOException {
        var home = Path.of(arguments[0]);
        var root = home.resolve("Maildir");
        if (!Files.exists(root)) {
            make(root);
        }
        for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
            Files.deleteIfExists(root.resolve("mailloft.index"));
            measure(home);
        }
    }

    private static void measure(Path home) {
        try (var stores = Maildirs.on(new RealDisk());
                var store = stores.open(new MailUser("u", home, Map.of()))) {
            long start = System.nanoTime();
            try (Mailbox inbox = store.open(MailboxName.INBOX, true)) {
                long opened = System.nanoTime();
                var view = inbox.view();
                long sum = 0;
                for (int index = 0; index < view.size(); index++) {
                    sum += view.internalDate(index).getEpochSecond();
                }
                long dated = System.nanoTime();
                System.out.printf(
                        Locale.ROOT,
                        "open %7.1f ms   dates %7.1f ms   (%d messages, %d)%n",
                        (opened - start) / 1e6,
                        (dated - opened) / 1e6,
                        view.size(),
                        sum);
            }
        }
    }

    private static void make(Path root) throws IOException {
        for (var name : new String[] {"cur", "new", "tmp"}) {
            Files.createDirectories(root.resolve(name));
        }
        var list = new StringBuilder("3 V1795292409 N1 Gf1768938f9fc016b3228000083ecc375\n");
        var text = "Subject: x\n\nbody\n".getBytes(StandardCharsets.US_ASCII);
        for (int uid = 1; uid <= MESSAGES; uid++) {
            var base = 1_795_292_495L + uid + ".M" + uid % 1_000_000 + "P31421.vm,S=17,W=20";
            Files.write(root.resolve("cur").resolve(base + ":2," + (uid % 3 == 0 ? "S" : "")), text);
            list.append(uid).append(" :").append(base).append('\n');
        }
        Files.writeString(root.resolve("dovecot-uidlist"), list);
    }
}
