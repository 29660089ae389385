package org.mailloft.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A mailbox of 50,000 messages, written once and hard linked for each user who needs a fresh one. It comes with a
 * {@code dovecot-uidlist}, as any mailbox in use does, and without anybody's index files.
 */
final class BigMailbox {

    static final int MESSAGES = Integer.getInteger("bench.messages", 50_000);
    private static final int SIZE = 3000;

    private final Path template;
    private final AtomicInteger users = new AtomicInteger();

    private BigMailbox(Path template) {
        this.template = template;
    }

    static BigMailbox write(Path folder) throws IOException {
        var template = folder.resolve("template");
        if (!Files.exists(template.resolve("done"))) {
            for (var part : new String[] {"cur", "new", "tmp"}) {
                Files.createDirectories(template.resolve("Maildir").resolve(part));
            }
            var uids = new StringBuilder("3 V1700000000 N" + (MESSAGES + 1) + " G00112233445566778899aabbccddeeff\n");
            for (int number = 1; number <= MESSAGES; number++) {
                var wire = Messages.message(number, SIZE);
                var stored = unixLines(wire);
                var base = (1_700_000_000 + number) + ".M1P1.bench,S=" + stored.length + ",W=" + wire.length;
                Files.write(template.resolve("Maildir/cur").resolve(base + (number % 5 == 0 ? ":2," : ":2,S")), stored);
                uids.append(number).append(" :").append(base).append('\n');
            }
            Files.writeString(template.resolve("Maildir/dovecot-uidlist"), uids);
            run("chown", "-R", "65534:65534", template.toString());
            Files.createFile(template.resolve("done"));
        }
        return new BigMailbox(template);
    }

    /** Gives a user who never logged in before this mailbox as INBOX; returns his name. */
    String freshUser(Target target) throws IOException {
        var user = "big" + users.incrementAndGet();
        var home = target.maildir(user).getParent();
        Files.createDirectories(home);
        run("cp", "-al", template.resolve("Maildir").toString(), home.toString());
        // linked files must not be written in place: this one is appended to
        var uidlist = home.resolve("Maildir/dovecot-uidlist");
        var copy = Files.readAllBytes(uidlist);
        Files.delete(uidlist);
        Files.write(uidlist, copy);
        run("chown", "65534:65534", home.toString(), uidlist.toString());
        return user;
    }

    private static byte[] unixLines(byte[] wire) {
        var stored = new byte[wire.length];
        int length = 0;
        for (byte octet : wire) {
            if (octet != '\r') {
                stored[length++] = octet;
            }
        }
        return java.util.Arrays.copyOf(stored, length);
    }

    private static void run(String... command) throws IOException {
        try {
            int code = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (code != 0) {
                throw new IOException(String.join(" ", command) + " ended with " + code);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
