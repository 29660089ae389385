package org.mailloft.directory.embedded;

import java.nio.file.Path;
import org.mailloft.directory.client.ChangeFeedIT;
import org.mailloft.directory.testing.Embedded;
import org.mailloft.directory.testing.TestDirectory;

/** A follower must not notice which server it follows. */
class EmbeddedChangeFeedIT extends ChangeFeedIT {

    @Override
    protected TestDirectory startServer(Path home) {
        return Embedded.start(home);
    }
}
