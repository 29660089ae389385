package org.mailloft.storage.maildir;

import java.util.concurrent.atomic.AtomicReference;
import org.mailloft.storage.HomeGate;
import org.mailloft.storage.StorageSettings;
import org.mailloft.storage.disk.Disk;

/**
 * What all mailboxes of this server have in common.
 *
 * @param disk where they lie
 * @param host who we are
 * @param names makes names for new message files
 * @param live how mailboxes are kept now
 * @param bootId differs each time the machine starts
 * @param gate asked before anything is done below a namespace's root
 */
record Site(
        Disk disk, Host host, UniqueNames names, AtomicReference<StorageSettings> live, String bootId, HomeGate gate) {

    StorageSettings settings() {
        return live.get();
    }

    /** Rules bounded by {@code mail_max_lock_timeout}. */
    DotLock.Rules bounded(DotLock.Rules rules) {
        return rules.within(settings().maxLockTimeout());
    }
}
