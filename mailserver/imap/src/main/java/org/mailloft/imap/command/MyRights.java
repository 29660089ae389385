package org.mailloft.imap.command;

import java.nio.charset.StandardCharsets;
import org.mailloft.imap.Command;
import org.mailloft.imap.ImapSession;
import org.mailloft.imap.Responder;
import org.mailloft.imap.ResponseCode;
import org.mailloft.imap.wire.ImapReader;
import org.mailloft.storage.MailboxName;

/** MYRIGHTS: what the user may do with a mailbox. RFC 4314 section 3.5. */
record MyRights(MailboxName mailbox) implements Command {

    /** {@code myrights = "MYRIGHTS" SP mailbox} */
    static MyRights parse(ImapReader in) {
        var mailbox = in.sp().mailbox();
        in.crlf();
        return new MyRights(mailbox);
    }

    @Override
    public ResponseCode missingMailbox() {
        return ResponseCode.NONEXISTENT;
    }

    @Override
    public void run(ImapSession session, Responder out) {
        var rights = AclWords.control(session).rightsOn(mailbox);
        var letters = rights.letters() + rights.oldLetters();
        out.untagged("MYRIGHTS")
                .mailbox(mailbox)
                .astring(letters.getBytes(StandardCharsets.US_ASCII))
                .crlf();
        out.ok("Myrights completed.");
    }
}
