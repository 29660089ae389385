package org.mailloft.server;

import java.io.IOException;
import java.nio.file.FileSystems;

/** Users and groups of the machine. */
final class Accounts {

    private Accounts() {}

    /** Whether there is one of this name or number. */
    static boolean exists(String name, boolean group) {
        var lookup = FileSystems.getDefault().getUserPrincipalLookupService();
        try {
            return (group ? lookup.lookupPrincipalByGroupName(name) : lookup.lookupPrincipalByName(name)) != null;
        } catch (IOException _) {
            return false;
        }
    }
}
