package org.mailloft.storage.acl;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mailloft.storage.SideFile;

/** What the files about access rights say, for all sessions of a server. Any thread. */
public final class AclCache {

    /** Files remembered at most, the last ones used. */
    private static final int MAX_FILES = 50_000;

    private final Map<Object, CachedFile<Acl>> files = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, CachedFile<Acl>> eldest) {
            return size() > MAX_FILES;
        }
    };

    /** The file of a mailbox. */
    CachedFile<Acl> of(SideFile file, Duration believed) {
        synchronized (files) {
            return files.computeIfAbsent(file.place(), _ -> new CachedFile<>(file, AclFile::parse, Acl.NONE, believed));
        }
    }
}
