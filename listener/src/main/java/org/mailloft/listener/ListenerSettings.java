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
 * @param guardPercent share of all homes that may lose their object at once before a person is asked; 100 for any
 */
public record ListenerSettings(
        DirectorySettings directory, String base, String hostName, Path stateFolder, int guardPercent) {

    public static final int USUAL_GUARD_PERCENT = 10;

    public ListenerSettings {
        if (guardPercent < 0 || guardPercent > 100) {
            throw new IllegalArgumentException("The guard's share is a percentage, not " + guardPercent);
        }
    }

    /** Which changes a cookie can be used for. */
    String source(Search search) {
        return directory.uris() + " " + base + " " + search.filter();
    }
}
