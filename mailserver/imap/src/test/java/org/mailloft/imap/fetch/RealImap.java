package org.mailloft.imap.fetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;

/** Dovecot's imap program on a Maildir of its own, spoken to through its standard input: no port, no daemon. */
final class RealImap implements AutoCloseable {

    static final Path PROGRAM = Path.of("/usr/lib/dovecot/imap");

    private final Path root;

    RealImap() throws IOException {
        root = Files.createTempDirectory("mailloft-dovecot");
        // Started by root, Dovecot goes on as nobody.
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.writeString(
                root.resolve("dovecot.conf"), """
                mail_location = maildir:%1$s/Maildir
                log_path = %1$s/log
                ssl = no
                mail_fsync = never
                first_valid_uid = 1
                mail_uid = %2$s
                mail_gid = %3$s
                """.formatted(root, id("unix:uid", 65534), id("unix:gid", 65534)));
        makeMaildir(root.resolve("Maildir"));
    }

    private int id(String attribute, int forRoot) throws IOException {
        int id = (int) Files.getAttribute(root, attribute);
        return id == 0 ? forRoot : id;
    }

    void deliver(String mailbox, int number, byte[] message) throws IOException {
        var maildir = root.resolve("Maildir/." + mailbox);
        if (!Files.exists(maildir)) {
            makeMaildir(maildir);
        }
        Files.write(maildir.resolve("cur/" + (1000 + number) + ".M" + number + ".host:2,"), message);
    }

    /** Everything the server says to a client that sends this and goes. */
    String talk(String commands) throws IOException, InterruptedException {
        var output = root.resolve("output");
        var builder = new ProcessBuilder(
                PROGRAM.toString(), "-c", root.resolve("dovecot.conf").toString());
        builder.redirectOutput(output.toFile())
                .redirectError(root.resolve("err").toFile());
        builder.environment().put("HOME", root.toString());
        builder.environment().put("USER", "anna");
        builder.environment().put("TZ", "UTC");
        var process = builder.start();
        try (var input = process.getOutputStream()) {
            input.write((commands + "logout LOGOUT\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("imap does not end");
        }
        return Files.readString(output, StandardCharsets.ISO_8859_1);
    }

    private static void makeMaildir(Path maildir) throws IOException {
        for (var folder : new String[] {"", "cur", "new", "tmp"}) {
            var path = Files.createDirectories(maildir.resolve(folder));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
    }

    @Override
    public void close() throws IOException {
        try (var files = Files.walk(root)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
