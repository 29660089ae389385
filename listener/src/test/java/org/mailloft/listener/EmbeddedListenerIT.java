package org.mailloft.listener;

import java.nio.file.Path;
import org.mailloft.directory.testing.Embedded;
import org.mailloft.directory.testing.TestDirectory;

class EmbeddedListenerIT extends ListenerIT {

    @Override
    TestDirectory startServer(Path home) {
        return Embedded.start(home);
    }
}
