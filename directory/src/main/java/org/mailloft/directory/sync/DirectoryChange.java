package org.mailloft.directory.sync;

import java.util.UUID;
import org.mailloft.directory.Entry;

/** What a follower of the directory is told, in order. */
public sealed interface DirectoryChange {

    /**
     * An entry is there, new or changed or unchanged: after a pause the server may send what the follower knows.
     *
     * @param uuid entryUUID: the same after a rename
     */
    record Put(UUID uuid, Entry entry) implements DirectoryChange {}

    /** An entry is gone, or no longer matches. The follower may never have heard of it. */
    record Remove(UUID uuid) implements DirectoryChange {}

    /** The server is about to say all that changed since the cookie, or everything; deletions may come at the very end. */
    record RefreshBegins() implements DirectoryChange {}

    /** The follower now knows everything there was at this moment; what comes next are changes as they happen. */
    record RefreshDone() implements DirectoryChange {}

    /**
     * The follower may start from here the next time. To be stored after everything before it is stored.
     *
     * @param cookie opaque octets, not empty
     */
    record Checkpoint(byte[] cookie) implements DirectoryChange {}
}
