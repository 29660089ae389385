package org.mailloft.directory.embedded;

import java.nio.file.Path;
import org.mailloft.directory.client.LdapDirectoryIT;
import org.mailloft.directory.testing.Embedded;
import org.mailloft.directory.testing.TestDirectory;

/** The client must not notice which server it talks to. */
class EmbeddedLdapDirectoryIT extends LdapDirectoryIT {

    @Override
    protected TestDirectory startServer(Path home) {
        return Embedded.start(home);
    }
}
