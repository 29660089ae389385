package org.mailloft.ucr.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What we take for a size, a time or a flag, the real Dovecot takes; what we refuse, it refuses. */
class DovecotTypesIT {

    private static final Path DOVECONF = Path.of("/usr/bin/doveconf");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "size, 0",
        "size, 1024B",
        "size, 1023B",
        "size, 64 k",
        "size, 256M",
        "size, 1KB",
        "size, 1KiB",
        "size, 2t",
        "size, 1KK",
        "size, 1P",
        "size, -1",
        "size, 1.5M",
        "size, 99999999999T",
        "time, 0",
        "time, 5 mins",
        "time, 30s",
        "time, 1 WEEK",
        "time, 2 hours",
        "time, 1d",
        "time, 4294967295 secs",
        "time, 5",
        "time, 5 minutess",
        "time, -1s",
        "time, 5000000000s",
        "time, 5 x",
        "flag, \\Sent",
        "flag, \\Sent \\Archive",
        "flag, \\Important",
        "flag, \\Inbox",
        "flag, Sent",
        "auto, create",
        "auto, Create",
        "auto, subscribe",
        "auto, later"
    })
    void agreesWithDovecot(String name, String value) throws Exception {
        assumeTrue(Files.isExecutable(DOVECONF), "doveconf is not installed");
        var descriptions = Descriptions.load(Path.of("share"), folder);
        var key = Map.of(
                        "size", "mail/dovecot/auth/cache_size",
                        "time", "mail/dovecot/auth/cache_ttl",
                        "flag", "mail/dovecot/mailboxes/special/X",
                        "auto", "mail/dovecot/mailboxes/auto/X")
                .get(name);
        boolean ours = descriptions.of(key).orElseThrow().type().refusal(value).isEmpty();
        assertEquals(accepts(name, value), ours, name + " " + value);
    }

    private boolean accepts(String name, String value) throws Exception {
        var setting = Map.of("size", "auth_cache_size", "time", "auth_cache_ttl", "flag", "special_use", "auto", "auto")
                .get(name);
        boolean ofMailbox = name.equals("flag") || name.equals("auto");
        var lines = setting + " = " + value + "\n";
        var file = folder.resolve("dovecot.conf");
        Files.writeString(
                file,
                "ssl = no\nmail_location = maildir:/nowhere\n"
                        + (ofMailbox ? "namespace inbox {\n inbox = yes\n mailbox X {\n" + lines + "}\n}\n" : lines));
        var output = folder.resolve("output");
        var process = new ProcessBuilder(DOVECONF.toString(), "-n", "-c", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return !Files.readString(output).contains("Fatal:");
    }
}
