package org.mailloft.storage.acl;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.mailloft.storage.SideFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the files about access rights say, for all sessions of a server. Any thread. */
public final class AclCache {

    private static final Logger LOG = LoggerFactory.getLogger(AclCache.class);

    /** Files remembered at most, the last ones used. */
    private static final int MAX_FILES = 50_000;

    private final Map<Object, CachedFile<Acl>> files = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, CachedFile<Acl>> eldest) {
            return size() > MAX_FILES;
        }
    };

    /** Files of the server itself; as many as configurations name. */
    private final Map<Object, CachedFile<GlobalAcls>> global = new ConcurrentHashMap<>();

    /** The server's own file, with what is wrong with it in the log. */
    CachedFile<GlobalAcls> global(SideFile file, Duration believed) {
        record Known(Object place, Duration believed) {}
        return global.computeIfAbsent(
                new Known(file.place(), believed),
                _ -> new CachedFile<>(file, octets -> parse(file, octets), GlobalAcls.NONE, believed));
    }

    private static GlobalAcls parse(SideFile file, byte[] octets) {
        var read = GlobalAcls.parse(octets);
        read.problems().forEach(problem -> LOG.error("ACL file {} {}", file.place(), problem));
        return read;
    }

    /** Another program has changed the server's own file: it is looked at at the next question. */
    void forgetGlobal() {
        global.values().forEach(CachedFile::forget);
    }

    /** Files below a directory have come or gone: they are looked at at the next question. */
    public void forget(Path directory) {
        synchronized (files) {
            files.forEach((place, file) -> {
                if (place instanceof Path path && path.startsWith(directory)) {
                    file.forget();
                }
            });
        }
    }

    /** The file of a mailbox. */
    CachedFile<Acl> of(SideFile file, Duration believed) {
        synchronized (files) {
            return files.computeIfAbsent(file.place(), _ -> new CachedFile<>(file, AclFile::parse, Acl.NONE, believed));
        }
    }
}
