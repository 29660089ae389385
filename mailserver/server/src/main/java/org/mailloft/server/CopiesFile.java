package org.mailloft.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import org.mailloft.net.SessionLog;
import org.mailloft.routing.copies.DeliveredCopies;
import org.slf4j.LoggerFactory;

/** Opens the file that remembers delivered copies. One that is damaged is put aside: mail goes on. */
final class CopiesFile {

    private static final SessionLog LOG = new SessionLog(LoggerFactory.getLogger(CopiesFile.class), "lmtp");

    private CopiesFile() {}

    static DeliveredCopies open(Path path, InstantSource clock) {
        try {
            Files.createDirectories(path.getParent());
            return openOrBegin(path, clock);
        } catch (IOException e) {
            throw new StartFailure("Can't open " + path + ": " + e.getMessage());
        }
    }

    private static DeliveredCopies openOrBegin(Path path, InstantSource clock) throws IOException {
        try {
            return DeliveredCopies.open(path, clock);
        } catch (IOException e) {
            if (!Files.isRegularFile(path)) {
                throw e;
            }
            var aside = path.resolveSibling(path.getFileName() + ".damaged");
            Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
            LOG.error(e.getMessage() + "; begun anew, the old one is " + aside);
            return DeliveredCopies.open(path, clock);
        }
    }
}
