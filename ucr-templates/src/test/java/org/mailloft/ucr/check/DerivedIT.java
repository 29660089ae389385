package org.mailloft.ucr.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailloft.ucr.Layer;
import org.mailloft.ucr.Values;

/** What we derive, Dovecot does not warn of; one less, it does, and it names the number that we have. */
class DerivedIT {

    private static final Path DOVECONF = Path.of("/usr/bin/doveconf");
    private static final Pattern WARNING = Pattern.compile(
            "service (auth|anvil) \\{ client_limit=\\d+ } is lower than required under max. load \\((\\d+)\\)");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"400, yes, yes", "3000, yes, yes", "777, no, yes", "777, yes, no", "500, no, no"})
    void needsWhatDovecotSays(int processes, String imap, String pop3) throws Exception {
        assumeTrue(Files.isExecutable(DOVECONF), "doveconf is not installed");
        assumeTrue(
                Files.exists(Path.of("/usr/lib/dovecot/managesieve-login")), "dovecot-managesieved is not installed");
        var values = new Values(Map.of(
                Layer.NORMAL,
                Map.of(
                        "mail/dovecot/limits/default_process_limit", "" + processes,
                        "mail/dovecot/imap", imap,
                        "mail/dovecot/pop3", pop3)));
        var load = FullLoad.of(new Facts(values));
        assertEquals("", warnings(values, load.auth(), load.anvil()));
        assertEquals(
                "auth " + load.auth() + " anvil " + load.anvil(), warnings(values, load.auth() - 1, load.anvil() - 1));

        var derived = Derived.of(values);
        assertEquals("", warnings(values, derived.authClientLimit(), derived.anvilClientLimit()));
        assertTrue(derived.openFiles() >= derived.authClientLimit());
    }

    private String warnings(Values values, int auth, int anvil) throws IOException, InterruptedException {
        var protocols = (values.isTrue("mail/dovecot/imap", true) ? "imap " : "")
                + (values.isTrue("mail/dovecot/pop3", true) ? "pop3 " : "") + "lmtp sieve";
        var file = folder.resolve("dovecot.conf");
        Files.writeString(file, """
                protocols = %s
                ssl = no
                default_process_limit = %s
                default_client_limit = 400
                service auth {
                  client_limit = %d
                }
                service anvil {
                  client_limit = %d
                }
                """.formatted(
                        protocols,
                        values.get("mail/dovecot/limits/default_process_limit").orElseThrow(),
                        auth,
                        anvil));
        var output = folder.resolve("output");
        var process = new ProcessBuilder(DOVECONF.toString(), "-c", file.toString(), "protocols")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        var text = Files.readString(output, StandardCharsets.UTF_8);
        assertEquals(0, process.exitValue(), text);
        var warnings = WARNING.matcher(text);
        var found = new StringBuilder();
        while (warnings.find()) {
            found.append(' ').append(warnings.group(1)).append(' ').append(warnings.group(2));
        }
        return found.toString().strip();
    }
}
