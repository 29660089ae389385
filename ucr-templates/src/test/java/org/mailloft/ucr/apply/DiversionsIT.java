package org.mailloft.ucr.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real dpkg and a data base of its own, in which a package owns {@code /nowhere/owned}. */
class DiversionsIT {

    private static final List<Placement> ADOPTED = List.of(
            new Placement(Placement.Kind.ADOPT, Links.ORIGINAL, Path.of("nowhere/owned")),
            new Placement(Placement.Kind.ADOPT, Links.ORIGINAL, Path.of("nowhere/free")),
            new Placement(Placement.Kind.ADOPT, "edited-1", Path.of("nowhere/owned")));
    private static final List<Placement> RELEASED =
            List.of(new Placement(Placement.Kind.RELEASE, Placement.NOTHING, Path.of("nowhere/owned")));

    @TempDir
    Path folder;

    private Diversions diversions;

    @BeforeEach
    void makeDataBase() throws IOException {
        var commands = new Commands(folder, System.getenv());
        Assumptions.assumeTrue(commands.isInstalled("dpkg-divert"), "dpkg-divert is missing");
        Files.writeString(folder.resolve("status"), """
                Package: owner
                Status: install ok installed
                Maintainer: nobody
                Architecture: all
                Version: 1
                Description: owns a file
                """);
        Files.createDirectories(folder.resolve("info"));
        Files.createDirectories(folder.resolve("updates"));
        Files.writeString(folder.resolve("info/owner.list"), "/.\n/nowhere\n/nowhere/owned\n");
        diversions = new Diversions(commands, true, List.of("--admindir", folder.toString()));
    }

    @Test
    void filesOfPackagesAreDivertedAndComeBack() throws IOException {
        diversions.add(ADOPTED);
        assertEquals("/nowhere/owned\n/nowhere/owned.debian\n:\n", list());
        diversions.add(ADOPTED);
        assertEquals("/nowhere/owned\n/nowhere/owned.debian\n:\n", list());
        diversions.remove(RELEASED);
        assertEquals("", list());
        diversions.takeBack(RELEASED);
        assertEquals("/nowhere/owned\n/nowhere/owned.debian\n:\n", list());
        diversions.takeBack(ADOPTED);
        assertEquals("", list());
        diversions.remove(RELEASED);
        assertTrue(list().isEmpty());
    }

    private String list() throws IOException {
        return Files.readString(folder.resolve("diversions"));
    }
}
