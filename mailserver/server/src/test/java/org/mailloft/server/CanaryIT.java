package org.mailloft.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.net.netty.EventLoops;

@Timeout(60)
class CanaryIT {

    @TempDir
    Path folder;

    @Test
    void itSingsAsLongAsTheServerServes() throws Exception {
        try (var loops = new EventLoops(2)) {
            var canary = new Canary(loops, folder.resolve("canary"));
            loops.awaitRound();
            canary.sing();
            canary.sing();
            canary.close();
            assertThrows(IOException.class, canary::sing);
            assertFalse(Files.exists(folder.resolve("canary")));
        }
    }
}
