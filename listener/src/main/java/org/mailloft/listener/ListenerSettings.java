package org.mailloft.listener;

import java.nio.file.Path;
import org.mailloft.directory.DirectorySettings;
import org.mailloft.directory.Search;

/**
 * What the listener follows and for whom.
 *
 * @param directory servers and the account, which must be able to read mail attributes and follow changes
 * @param base subtree to follow
 * @param hostName full name of this host, compared with {@code univentionMailHomeServer}
 * @param stateFolder belongs to the listener alone; made when it is missing
 */
public record ListenerSettings(DirectorySettings directory, String base, String hostName, Path stateFolder) {

    /** Which changes a cookie can be used for. */
    String source(Search search) {
        return directory.uris() + " " + base + " " + search.filter();
    }
}
