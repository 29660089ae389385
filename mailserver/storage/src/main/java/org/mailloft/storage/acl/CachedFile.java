package org.mailloft.storage.acl;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.mailloft.storage.SideFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a file says, believed for a while without looking at it. What was being read while the file changed is not kept: it
 * may be from before. Any thread.
 *
 * @param <T> what it is read into
 */
final class CachedFile<T> {

    private static final Logger LOG = LoggerFactory.getLogger(CachedFile.class);

    private final SideFile file;
    private final Function<byte[], T> parser;
    private final T missing;
    private final Duration believed;
    private final AtomicLong changes = new AtomicLong();
    private volatile Known<T> known;

    /** @param content empty when the file could not be read: then nobody has any right by it */
    private record Known<T>(Optional<Object> stamp, Optional<T> content, long checkedAt) {}

    /** @param missing what is said when there is no file */
    CachedFile(SideFile file, Function<byte[], T> parser, T missing, Duration believed) {
        this.file = file;
        this.parser = parser;
        this.missing = missing;
        this.believed = believed;
    }

    SideFile file() {
        return file;
    }

    /** What it says; empty when it makes no sense. */
    Optional<T> content() {
        var now = known;
        if (now == null || System.nanoTime() - now.checkedAt > believed.toNanos()) {
            long before = changes.get();
            now = look(now);
            known = now;
            if (changes.get() != before) {
                known = null;
            }
        }
        return now.content;
    }

    private Known<T> look(Known<T> before) {
        long at = System.nanoTime();
        var stamp = file.stamp();
        boolean same = before != null && before.stamp.equals(stamp);
        return new Known<>(stamp, same ? before.content : stamp.isEmpty() ? Optional.of(missing) : read(), at);
    }

    private Optional<T> read() {
        try {
            return Optional.of(file.read().map(parser).orElse(missing));
        } catch (BadAcl e) {
            LOG.error("ACL file {} {}", file.place(), e.getMessage());
            return Optional.empty();
        }
    }

    /** Looks at the file at the next question. */
    void forget() {
        changes.incrementAndGet();
        known = null;
    }

    /** Changes the file, and forgets what was known. */
    void update(UnaryOperator<byte[]> change) {
        try {
            file.update(change);
        } finally {
            forget();
        }
    }
}
