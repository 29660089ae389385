package org.mailloft.imap.command;

import java.util.List;
import org.mailloft.imap.Command;
import org.mailloft.imap.ImapSession;
import org.mailloft.imap.Responder;
import org.mailloft.imap.ResponseCode;
import org.mailloft.imap.wire.BadSyntax;
import org.mailloft.imap.wire.ImapReader;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.MailboxView;
import org.mailloft.storage.SystemFlag;

/**
 * SELECT and EXAMINE: open a mailbox. RFC 3501 sections 6.3.1 and 6.3.2; the CONDSTORE parameter is RFC 7162 section
 * 3.1.8.
 *
 * @param writable false for EXAMINE
 * @param condstore whether the client asks for modification sequences
 */
record Select(MailboxName mailbox, boolean writable, boolean condstore) implements Command {

    static Select parse(ImapReader in) {
        return parse(in, true);
    }

    static Select parseExamine(ImapReader in) {
        return parse(in, false);
    }

    /** {@code select = "SELECT" SP mailbox [SP "(" select-param *(SP select-param) ")"]} */
    private static Select parse(ImapReader in, boolean writable) {
        var mailbox = in.sp().mailbox();
        var parameters = in.optionalSp() ? in.list(in::atom) : List.<String>of();
        for (var parameter : parameters) {
            if (!parameter.equalsIgnoreCase("CONDSTORE")) {
                throw new BadSyntax("Unknown parameter " + parameter);
            }
        }
        in.crlf();
        return new Select(mailbox, writable, !parameters.isEmpty());
    }

    @Override
    public void run(ImapSession session, Responder out) {
        if (session.selected() != null) {
            session.unselect();
            out.note("CLOSED", "Previous mailbox closed.");
        }
        if (condstore) {
            session.enableCondstore();
        }
        var selected = session.select(mailbox, writable);
        var view = selected.view();
        session.tellFlags();
        out.untagged(Integer.toString(view.size())).atom("EXISTS").crlf();
        out.untagged(Integer.toString(selected.recentCount())).atom("RECENT").crlf();
        int unseen = firstUnseen(view);
        if (unseen < view.size()) {
            out.note("UNSEEN " + (unseen + 1), "First unseen.");
        }
        out.note("UIDVALIDITY " + selected.mailbox().uidValidity(), "UIDs valid");
        out.note("UIDNEXT " + view.uidNext(), "Predicted next UID");
        if (session.isCondstore()) {
            out.note("HIGHESTMODSEQ " + view.highestModSeq(), "Highest");
        }
        var code = selected.isReadOnly() ? ResponseCode.READ_ONLY : ResponseCode.READ_WRITE;
        out.ok(code, writable ? "Select completed." : "Examine completed.");
    }

    private static int firstUnseen(MailboxView view) {
        int index = 0;
        while (index < view.size() && view.has(index, SystemFlag.SEEN)) {
            index++;
        }
        return index;
    }
}
