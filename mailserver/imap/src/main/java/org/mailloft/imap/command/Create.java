package org.mailloft.imap.command;

import java.util.List;
import org.mailloft.imap.Command;
import org.mailloft.imap.ImapSession;
import org.mailloft.imap.Responder;
import org.mailloft.imap.ResponseCode;
import org.mailloft.imap.wire.BadSyntax;
import org.mailloft.imap.wire.ImapReader;
import org.mailloft.storage.MailboxName;

/**
 * CREATE a mailbox. RFC 3501 section 6.3.3. Special uses come from the configuration only, so CREATE-SPECIAL-USE is not
 * announced; clients that ask for one nevertheless get a plain mailbox, as from Dovecot, and not none.
 */
record Create(MailboxName mailbox) implements Command {

    /**
     * {@code create = "CREATE" SP mailbox [SP "(" "USE" SP "(" [use-attr *(SP use-attr)] ")" ")"]}, RFC 6154 section 6; a
     * separator at the end only announces children, which all may have here.
     */
    static Create parse(ImapReader in) {
        var mailbox = in.sp().newMailbox();
        if (in.optionalSp()) {
            in.list(() -> specialUse(in));
        }
        in.crlf();
        return new Create(mailbox);
    }

    private static List<String> specialUse(ImapReader in) {
        var parameter = in.atom();
        if (!parameter.equalsIgnoreCase("USE")) {
            throw new BadSyntax("Unknown parameter " + parameter, in.position());
        }
        return in.sp().list(() -> in.expect('\\').atom());
    }

    @Override
    public ResponseCode missingMailbox() {
        return ResponseCode.NONEXISTENT;
    }

    @Override
    public void run(ImapSession session, Responder out) {
        session.store().create(mailbox);
        out.ok("Create completed.");
    }
}
