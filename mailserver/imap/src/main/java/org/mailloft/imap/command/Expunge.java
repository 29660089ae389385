package org.mailloft.imap.command;

import java.util.Optional;
import org.mailloft.imap.Command;
import org.mailloft.imap.ImapSession;
import org.mailloft.imap.Responder;
import org.mailloft.imap.wire.ImapReader;
import org.mailloft.imap.wire.SequenceSet;
import org.mailloft.storage.UidSet;

/**
 * EXPUNGE and UID EXPUNGE: remove messages that have {@code \Deleted}. RFC 3501 section 6.4.3, RFC 4315 section 2.1.
 *
 * @param uids which of them; all when empty
 */
record Expunge(Optional<SequenceSet> uids) implements Command {

    static Expunge parse(ImapReader in) {
        in.crlf();
        return new Expunge(Optional.empty());
    }

    /** {@code uid-expunge = "UID" SP "EXPUNGE" SP sequence-set} */
    static Expunge parseUid(ImapReader in) {
        var uids = in.sp().sequenceSet();
        in.crlf();
        return new Expunge(Optional.of(uids));
    }

    @Override
    public void run(ImapSession session, Responder out) {
        var selected = session.selected();
        if (!selected.isReadOnly()) {
            var which = uids.map(set -> selected.resolve(set, true).uids(selected.view()))
                    .orElse(UidSet.ALL);
            session.statistics()
                    .expunged(selected.mailbox().expunge(which, true).count());
        }
        out.ok("Expunge completed.");
    }
}
