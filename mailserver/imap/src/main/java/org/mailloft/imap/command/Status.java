package org.mailloft.imap.command;

import java.util.List;
import org.mailloft.imap.Command;
import org.mailloft.imap.ImapSession;
import org.mailloft.imap.Responder;
import org.mailloft.imap.ResponseCode;
import org.mailloft.imap.wire.BadSyntax;
import org.mailloft.imap.wire.ImapReader;
import org.mailloft.storage.MailboxName;

/** STATUS: a mailbox's counters without selecting it. RFC 3501 section 6.3.10; SIZE is RFC 8438. */
record Status(MailboxName mailbox, List<StatusItem> items) implements Command {

    /** {@code status = "STATUS" SP mailbox SP "(" status-att *(SP status-att) ")"} */
    static Status parse(ImapReader in) {
        var mailbox = in.sp().mailbox();
        var items = items(in.sp());
        in.crlf();
        return new Status(mailbox, items);
    }

    /** {@code "(" status-att *(SP status-att) ")"} */
    static List<StatusItem> items(ImapReader in) {
        var items = in.list(() -> in.atom(StatusItem::named, "status item"));
        if (items.isEmpty()) {
            throw new BadSyntax("Empty status list");
        }
        return items;
    }

    @Override
    public void run(ImapSession session, Responder out) {
        StatusItem.write(session, mailbox, items, out);
        if (session.selected() != null && session.selected().mailbox().name().equals(mailbox)) {
            out.ok(ResponseCode.CLIENTBUG, "Status on selected mailbox completed.");
        } else {
            out.ok("Status completed.");
        }
    }
}
