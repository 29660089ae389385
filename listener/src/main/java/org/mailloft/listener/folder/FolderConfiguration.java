package org.mailloft.listener.folder;

import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import org.mailloft.listener.control.MailServerControl.Outcome;

/** Where the mail server's configuration speaks of shared folders. Thread safe. */
public interface FolderConfiguration {

    /** Limits in megabytes, 0 for none, of the public folders that are configured; by {@code name@domain}. */
    SortedMap<String, Integer> publicFolders() throws IOException;

    /**
     * Makes these the public folders, in one change that the mail server has taken over when this returns.
     *
     * @return refused when it is about these values, later when it is about anything else
     */
    Outcome setPublicFolders(SortedMap<String, Integer> folders);

    /**
     * Makes these the rights by default in folders below those that are shared by an address.
     *
     * @param lines of the server's own file for each {@code shared/ADDRESS}; what the administrator wrote stays
     */
    void setGlobalRights(SortedMap<String, List<String>> lines) throws IOException;
}
