package org.mailloft.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages as {@code mandoc} and {@code man} see them, and the completion as bash does it. */
class ManualIT {

    @TempDir
    static Path folder;

    @BeforeAll
    static void write() throws Exception {
        var help = folder.resolve("help");
        Files.writeString(help, output(List.of("bash", "../joining/src/main/sh/mailloft-join", "--help")));
        Manual.main(new String[] {
            folder.resolve("man").toString(),
            folder.resolve("completion").toString(),
            "1.0",
            "0",
            "mailloft-join=" + help
        });
        Files.createDirectories(folder.resolve("files/deep"));
        Files.writeString(folder.resolve("files/listener.conf"), "");
    }

    @Test
    void pagesAreCleanForMandoc() throws Exception {
        assertEquals("", output(with(List.of("mandoc", "-T", "lint", "-W", "style"), "man")));
    }

    @Test
    void pagesAreCleanForMan() throws Exception {
        for (var page : files("man")) {
            var warnings = output(List.of(
                    "sh",
                    "-c",
                    "LC_ALL=C.UTF-8 MANWIDTH=80 man --warnings -E UTF-8 -l -Tutf8 -Z \"$1\" 2>&1 >/dev/null",
                    "man",
                    page));
            assertEquals("", warnings, page);
        }
    }

    @Test
    void completionIsCleanForShellcheck() throws Exception {
        assertEquals("", output(with(List.of("shellcheck", "-s", "bash"), "completion")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                // words typed, the last one is to be completed
                "doveadm ma                              ~ mailbox",
                "doveadm mailbox st                      ~ status",
                "doveadm -f j                            ~ json",
                "doveadm -f json home list -s p          ~ parked",
                "doveadm home list --state = b           ~ buried",
                "doveadm mailbox list --s                ~ --socket-path --subscriptions",
                "doveadm mailbox list -u mailbox sub     ~ ''",
                "doveadm explain access a                ~ anna@example.org anton@example.org",
                "doveadm stop x                          ~ ''",
                "ucr --root d                            ~ deep",
                "ucr un                                  ~ undo unregister unset",
                "ucr set --dry                           ~ --dry-run",
                "ucr set mail/dovecot/qu                 ~ mail/dovecot/quota=",
                "ucr --root = /x get mail/d              ~ mail/dovecot/quota",
                "doveconf -c l                           ~ listener.conf",
                "doveconf mail_                          ~ mail_location mail_max_userip_connections",
                "mailloft-listener re                    ~ resume resync retry",
                "mailloft-join --bind                    ~ --binddn --bindpwdfile",
                "mailloft-join --bindpwdfile l           ~ listener.conf",
                "mailloft-listener retry --g             ~ --guarded",
                "mailloft-listener status -c li          ~ listener.conf",
            })
    void completes(String typed, String offered) throws Exception {
        var words = typed.strip().split(" +");
        var script = """
                doveadm() { echo anna@example.org; echo anton@example.org; }
                ucr() { echo mail/dovecot/quota; }
                doveconf() { echo 'mail_location = x'; echo 'mail_max_userip_connections = 10'; echo 'service imap {'; }
                . "$0"
                cd "$1"
                shift
                COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
                function=$(complete -p "$1") function=${function#complete -F } function=${function%% *}
                $function
                echo "${COMPREPLY[@]}"
                """;
        var command = new ArrayList<>(List.of("bash", "-c", script));
        command.add(folder.resolve("completion").resolve(words[0]).toString());
        command.add(folder.resolve("files").toString());
        command.addAll(List.of(words));
        assertEquals(offered, output(command).strip());
    }

    private static List<String> with(List<String> command, String files) throws IOException {
        var all = new ArrayList<>(command);
        all.addAll(files(files));
        return all;
    }

    private static List<String> files(String name) throws IOException {
        try (var files = Files.list(folder.resolve(name))) {
            return files.map(Path::toString).sorted().toList();
        }
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        assumeTrue(isInstalled(command.getFirst()), () -> command.getFirst() + " is not installed");
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(true, process.waitFor(30, TimeUnit.SECONDS));
        return output;
    }

    private static boolean isInstalled(String program) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
