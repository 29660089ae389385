package org.mailloft.storage.maildir;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.Mailbox.CopiedUids;
import org.mailloft.storage.UidSet;
import org.mailloft.storage.disk.DiskFile;
import org.mailloft.storage.index.ChunkedView;
import org.mailloft.storage.index.MailboxIndex;
import org.mailloft.storage.maildir.Arrivals.Incoming;
import org.mailloft.storage.maildir.MessageFile.Sizes;

/** Copies and moves messages from one Maildir to another: the copy is a second name of the same file where possible. */
final class MaildirCopy {

    private static final int MAX_ROUNDS = 3;
    private static final int BUFFER_OCTETS = 64 * 1024;

    private final SharedMaildir source;
    private final SharedMaildir target;

    MaildirCopy(SharedMaildir source, SharedMaildir target) {
        this.source = source;
        this.target = target;
    }

    /**
     * Only the target is locked. When a file has moved away meanwhile, all starts again with where it is now; when that
     * goes on and on, because others change flags all the time, the source is locked as well.
     */
    CopiedUids copy(UidSet uids) throws IOException {
        for (int round = 1; round < MAX_ROUNDS; round++) {
            source.refresh();
            try (var change = target.state().begin()) {
                return copy(source.state().index().view(), uids, change);
            } catch (NoSuchFileException _) {
                source.resync();
            }
        }
        return withBoth((from, into) -> copyLocked(uids, from, into));
    }

    /** Both are locked, so that of two sessions that move a message only one gets it. */
    CopiedUids move(UidSet uids) throws IOException {
        return withBoth((from, into) -> {
            var copied = copyLocked(uids, from, into);
            new FlagWriter(source.state()).expunge(from, UidSet.of(copied.source()), false);
            return copied;
        });
    }

    private interface Locked {
        CopiedUids run(MailboxIndex.Change from, MailboxIndex.Change into) throws IOException;
    }

    /** Takes the locks in the order of the paths; within one mailbox there is only one. */
    private CopiedUids withBoth(Locked action) throws IOException {
        if (source.state() == target.state()) {
            try (var change = source.state().begin()) {
                source.state().syncIfDue(change);
                return action.run(change, change);
            }
        }
        boolean sourceFirst = path(source).compareTo(path(target)) < 0;
        try (var first = (sourceFirst ? source : target).state().begin();
                var second = (sourceFirst ? target : source).state().begin()) {
            var from = sourceFirst ? first : second;
            source.state().syncIfDue(from);
            return action.run(from, sourceFirst ? second : first);
        }
    }

    private CopiedUids copyLocked(UidSet uids, MailboxIndex.Change from, MailboxIndex.Change into) throws IOException {
        for (int round = 1; ; round++) {
            try {
                return copy(from.edit().base(), uids, into);
            } catch (NoSuchFileException _) {
                if (round == MAX_ROUNDS) {
                    throw MailFailure.expunged();
                }
                source.state().sync(from);
            }
        }
    }

    private static Path path(SharedMaildir mailbox) {
        return mailbox.state().folder().mail();
    }

    private CopiedUids copy(ChunkedView view, UidSet uids, MailboxIndex.Change into) throws IOException {
        target.state().syncIfDue(into);
        int[] indexes = view.indexes(uids);
        var taken = takenNames(view, indexes, into.edit().base());
        var incoming = new ArrayList<Incoming>(indexes.length);
        var copied = new ArrayList<Long>(indexes.length);
        for (int at : indexes) {
            incoming.add(incoming(view, at, taken));
            copied.add(view.uid(at));
        }
        return new CopiedUids(copied, Arrivals.add(target.state(), into, incoming));
    }

    /** Base names among those to be copied that the target has already. */
    private static Set<String> takenNames(ChunkedView view, int[] indexes, ChunkedView there) {
        var wanted = HashSet.<String>newHashSet(indexes.length);
        for (int at : indexes) {
            wanted.add(view.key(at));
        }
        var taken = new HashSet<String>();
        for (int at = 0; at < there.size() && !wanted.isEmpty(); at++) {
            var key = there.key(at);
            if (wanted.contains(key)) {
                taken.add(key);
            }
        }
        return taken;
    }

    private Incoming incoming(ChunkedView view, int at, Set<String> taken) throws IOException {
        var key = view.key(at);
        var guid = source.state().uidList().messageGuid(view.uid(at), key);
        var name = MaildirName.parse(key);
        boolean named = name.physicalSize() == view.physicalSize(at) && name.virtualSize() == view.size(at);
        boolean keep = named && taken.add(key);
        var base = keep
                ? key
                : target.state().site().names().next() + ",S=" + view.physicalSize(at) + ",W=" + view.size(at);
        var from = source.state().file(view, at);
        return new Incoming(
                base,
                guid.equals(base) ? "" : "G" + guid,
                view.flags(at),
                view.internalDate(at),
                new Sizes(view.physicalSize(at), view.size(at)),
                (view.storeBits(at) & MaildirState.VERIFIED) != 0,
                place -> place(from, place));
    }

    private void place(Path from, Path place) throws IOException {
        var disk = target.state().disk();
        if (target.state().site().settings().copyWithHardlinks()) {
            try {
                disk.link(from, place);
                return;
            } catch (NoSuchFileException | FileAlreadyExistsException e) {
                throw e;
            } catch (FileSystemException | UnsupportedOperationException _) {
                // another file system, too many names or not allowed: copy the octets
            }
        }
        var temporary = target.state()
                .folder()
                .tmp()
                .resolve(target.state().site().names().next());
        try {
            copyOctets(from, temporary);
            disk.rename(temporary, place);
        } catch (IOException e) {
            disk.deleteIfExists(temporary);
            throw e;
        }
    }

    private void copyOctets(Path from, Path to) throws IOException {
        var disk = target.state().disk();
        var modified = disk.status(from).modified();
        try (var in = disk.read(from);
                DiskFile out = target.state().permissions().createFile(disk, to)) {
            var buffer = new byte[BUFFER_OCTETS];
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
            }
            disk.setModified(to, modified);
            if (target.state().site().settings().syncs()) {
                out.force();
            }
        }
    }
}
