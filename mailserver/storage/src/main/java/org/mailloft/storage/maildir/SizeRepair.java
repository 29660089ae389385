package org.mailloft.storage.maildir;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import org.mailloft.storage.maildir.MessageFile.Sizes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts right what a file name says of its message's sizes, so that what clients are told is what they get. The message
 * keeps its UID, and by a field in the UID list its GUID.
 */
final class SizeRepair {

    private static final Logger LOG = LoggerFactory.getLogger(SizeRepair.class);

    private final MaildirState state;

    SizeRepair(MaildirState state) {
        this.state = state;
    }

    /** Gives the message these sizes, here and in its name. Nothing happens when it is gone. */
    void correct(long uid, Sizes sizes) throws IOException {
        try (var change = state.begin()) {
            state.syncIfDue(change);
            var edit = change.edit();
            var view = edit.base();
            int at = view.indexOf(uid);
            if (at < 0) {
                return;
            }
            var file = state.file(view, at);
            var old = MaildirName.parse(file.getFileName().toString());
            var right = old.withSizes(sizes.physical(), sizes.virtual());
            try {
                state.disk().rename(file, file.resolveSibling(right.fileName()));
            } catch (NoSuchFileException _) {
                return;
            }
            LOG.warn("Maildir filename has wrong S or W value, renamed the file from {} to {}", file, right);
            renameInUidList(uid, old.base(), right.base());
            boolean fresh = (view.storeBits(at) & MaildirState.FRESH) != 0;
            var plain = fresh ? right.base() : state.nameInCur(right.base(), "", view.flagBits(at), view.keywords());
            edit.rekey(at, right.base(), sizes.virtual(), sizes.physical());
            edit.setStoreBits(at, state.noteName(uid, right.fileName(), fresh, plain) | MaildirState.VERIFIED);
            if (fresh) {
                state.restampFresh();
            } else {
                state.restampCur();
            }
            state.dropIndex();
            state.commit(change);
        }
    }

    private void renameInUidList(long uid, String oldBase, String base) throws IOException {
        try (var _ = state.uidList().lock()) {
            var list = state.uidList().read();
            if (list.isEmpty()) {
                return;
            }
            var entries = new ArrayList<UidList.Entry>();
            for (var entry : list.get().entries()) {
                entries.add(entry.uid() == uid ? renamed(entry, oldBase, base) : entry);
            }
            state.uidList().write(new UidList(list.get().header(), entries, entries.size(), false));
        }
    }

    private static UidList.Entry renamed(UidList.Entry entry, String oldBase, String base) {
        var fields = entry.field('G').isPresent() ? entry.fields() : (entry.fields() + " G" + oldBase).strip();
        return new UidList.Entry(entry.uid(), fields, base);
    }
}
