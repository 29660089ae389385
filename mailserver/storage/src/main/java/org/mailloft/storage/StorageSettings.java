package org.mailloft.storage;

import java.time.Duration;
import java.util.List;
import org.mailloft.conf.Setting;

/**
 * Where mail lies and how it is kept.
 *
 * @param mailLocation template, used by namespaces that have none of their own; empty for {@code maildir:~/Maildir}
 * @param fsync what is durable when an operation returns
 * @param saveCrlf whether files get CRLF line ends
 * @param tempScanInterval how often {@code tmp/} is cleaned; zero for never
 * @param maxKeywordLength characters in a new keyword at most
 * @param maxLockTimeout bounds every wait for a lock; zero for no bound
 * @param brokenFilenameSizes whether {@code S=} in file names is not believed
 * @param copyWithHardlinks whether a copy is a second name of the same file where that is possible
 * @param namespaces in the order of the configuration; none means one private namespace without a prefix
 */
public record StorageSettings(
        @Setting("mail_location") String mailLocation,
        @Setting("mail_fsync") Fsync fsync,
        @Setting("mail_save_crlf") boolean saveCrlf,
        @Setting("mail_temp_scan_interval") Duration tempScanInterval,
        @Setting("mail_max_keyword_length") int maxKeywordLength,
        @Setting("mail_max_lock_timeout") Duration maxLockTimeout,
        @Setting("maildir_broken_filename_sizes") boolean brokenFilenameSizes,
        @Setting("maildir_copy_with_hardlinks") boolean copyWithHardlinks,
        @Setting("namespace") List<NamespaceSettings> namespaces) {

    /** Which operations wait for the disk. */
    public enum Fsync {
        /** Only when losing the data would cost mail. */
        OPTIMIZED,
        /** None; a crash of the machine may lose mail. */
        NEVER,
        /** All. */
        ALWAYS
    }

    /** As they are without any configuration. */
    public static final StorageSettings DEFAULTS = new StorageSettings(
            "", Fsync.OPTIMIZED, false, Duration.ofDays(7), 50, Duration.ZERO, false, true, List.of());

    /** Whether what must not be lost is synced. */
    public boolean syncs() {
        return fsync != Fsync.NEVER;
    }
}
