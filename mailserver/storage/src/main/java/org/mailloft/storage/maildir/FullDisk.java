package org.mailloft.storage.maildir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.mailloft.storage.MailFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a disk without space, which is a matter of time, from one that is broken. */
final class FullDisk {

    private static final Logger LOG = LoggerFactory.getLogger(FullDisk.class);

    /** ENOSPC and EDQUOT; the JDK has no types for them. */
    private static final List<String> TEXTS = List.of("No space left on device", "Disk quota exceeded");

    private FullDisk() {}

    static boolean isCause(IOException failure) {
        var text = failure.getMessage();
        return text != null && TEXTS.stream().anyMatch(text::endsWith);
    }

    /** What passes through the port: a broken disk unchecked, a full one as a failure that may be over soon. */
    static RuntimeException passing(IOException failure) {
        if (!isCause(failure)) {
            return new UncheckedIOException(failure);
        }
        LOG.error("Mail cannot be written: {}", failure.getMessage());
        return new MailFailure(MailFailure.Reason.UNAVAILABLE, "Not enough disk space");
    }
}
