package org.mailloft.imap.command;

import org.mailloft.imap.Command;
import org.mailloft.imap.ImapSession;
import org.mailloft.imap.Responder;
import org.mailloft.imap.ResponseCode;
import org.mailloft.imap.wire.ImapReader;
import org.mailloft.imap.wire.SequenceSet;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.UidSet;

/**
 * COPY, MOVE and their UID forms. RFC 3501 section 6.4.7, RFC 6851; COPYUID is RFC 4315.
 *
 * @param moving whether the originals go
 */
record Copy(boolean byUid, boolean moving, SequenceSet messages, MailboxName target) implements Command {

    static Copy parse(ImapReader in) {
        return parse(in, false, false);
    }

    static Copy parseUid(ImapReader in) {
        return parse(in, true, false);
    }

    static Copy parseMove(ImapReader in) {
        return parse(in, false, true);
    }

    static Copy parseUidMove(ImapReader in) {
        return parse(in, true, true);
    }

    /** {@code copy = "COPY" SP sequence-set SP mailbox}, {@code move = "MOVE" SP sequence-set SP mailbox} */
    private static Copy parse(ImapReader in, boolean byUid, boolean moving) {
        var messages = in.sp().sequenceSet();
        var target = in.sp().mailbox();
        in.crlf();
        return new Copy(byUid, moving, messages, target);
    }

    @Override
    public ResponseCode missingMailbox() {
        return ResponseCode.TRYCREATE;
    }

    @Override
    public void run(ImapSession session, Responder out) {
        var selected = session.selected();
        var uids = selected.resolve(messages, byUid).uids(selected.view());
        if (uids.isEmpty()) {
            out.ok("No messages found.");
            return;
        }
        try (Mailbox into = session.store().open(target, true)) {
            var copied = moving
                    ? selected.mailbox().move(uids, into)
                    : selected.mailbox().copy(uids, into);
            if (copied.source().isEmpty()) {
                out.no(ResponseCode.EXPUNGEISSUED, "Some of the requested messages no longer exist.");
                return;
            }
            if (session.isTrash(target)) {
                session.statistics().trashed(copied.source().size());
            }
            answer(copied, into.uidValidity(), out);
        }
    }

    private void answer(Mailbox.CopiedUids copied, long uidValidity, Responder out) {
        var code = "COPYUID " + uidValidity + " " + UidSet.of(copied.source()) + " " + UidSet.of(copied.target());
        if (moving) {
            // RFC 6851 section 4.3: the client learns the new UIDs before the old messages go.
            out.note(code, "Moved UIDs.");
            out.ok("Move completed.");
        } else {
            out.ok(code, "Copy completed.");
        }
    }
}
