package org.mailloft.imap.command;

import java.nio.charset.StandardCharsets;
import org.mailloft.imap.Command;
import org.mailloft.imap.ImapSession;
import org.mailloft.imap.Responder;
import org.mailloft.imap.ResponseCode;
import org.mailloft.imap.wire.ImapReader;
import org.mailloft.storage.MailboxName;

/**
 * LISTRIGHTS: which rights can be given to somebody: each alone, to anybody. RFC 4314 section 3.4.
 *
 * @param identifier as the client wrote it
 */
record ListRights(MailboxName mailbox, String identifier) implements Command {

    /** {@code listrights = "LISTRIGHTS" SP mailbox SP identifier} */
    static ListRights parse(ImapReader in) {
        var mailbox = in.sp().mailbox();
        var identifier = in.sp().astring();
        in.crlf();
        return new ListRights(mailbox, identifier);
    }

    @Override
    public ResponseCode missingMailbox() {
        return ResponseCode.NONEXISTENT;
    }

    @Override
    public void run(ImapSession session, Responder out) {
        AclWords.control(session).requireAdmin(mailbox);
        var line = out.untagged("LISTRIGHTS")
                .mailbox(mailbox)
                .astring(identifier.getBytes(StandardCharsets.UTF_8))
                .quoted("");
        for (char letter : "lrwstpiekxacd".toCharArray()) {
            line.atom(String.valueOf(letter));
        }
        line.crlf();
        out.ok("Listrights completed.");
    }
}
