package org.mailloft.ucr.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What Postfix says of files that nobody registered. */
class BlameTest {

    private static final Path VIEW = Path.of("/view");

    private final Blame blame = new Blame(Map.of(), Map.of());

    @Test
    void aWarningIsNotToBlameWhereThereIsAnError() throws IOException {
        assertEquals(
                List.of("/etc/b.cf:7"),
                places("postconf: warning: /view/etc/a.cf, line 3: overriding earlier entry\n"
                        + "postconf: fatal: file /view/etc/b.cf: line 7: bad field count\n"));
    }

    @Test
    void aWarningIsToBlameWhereThereIsNothingElse() throws IOException {
        assertEquals(List.of("/etc/a.cf:3"), places("postconf: warning: /view/etc/a.cf, line 3: unknown\nbye\n"));
    }

    private List<String> places(String output) throws IOException {
        return blame.explain("the check", output, VIEW).stream()
                .map(Outcome.Reason::file)
                .flatMap(Optional::stream)
                .toList();
    }
}
