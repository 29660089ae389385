package org.mailloft.storage.maildir;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.mailloft.storage.disk.Disk;

/** The subscriptions file of a root, changed under its lock. */
final class SubscriptionFile {

    private final Site site;
    private final Path file;

    SubscriptionFile(Site site, Path file) {
        this.site = site;
        this.file = file;
    }

    Subscriptions read() throws IOException {
        try {
            return Subscriptions.parse(disk().readAll(file));
        } catch (NoSuchFileException _) {
            return Subscriptions.NONE;
        }
    }

    /** Changes what the file says; a file that would say the same is left alone. */
    void update(Permissions permissions, UnaryOperator<Subscriptions> change) throws IOException {
        var rules = site.bounded(DotLock.Rules.SUBSCRIPTIONS);
        try (var _ = DotLock.acquire(disk(), site.host(), file, rules)) {
            var before = read();
            var after = change.apply(before);
            if (after.equals(before)) {
                return;
            }
            var temporary =
                    file.resolveSibling(file.getFileName() + "." + site.names().next());
            try (var out = permissions.createFile(disk(), temporary)) {
                out.write(after.octets());
                if (site.settings().syncs()) {
                    out.force();
                }
            }
            disk().rename(temporary, file);
            if (site.settings().syncs()) {
                disk().forceDirectory(file.getParent());
            }
        }
    }

    private Disk disk() {
        return site.disk();
    }
}
