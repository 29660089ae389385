package org.mailloft.imap.command;

import org.mailloft.imap.Command;
import org.mailloft.imap.ImapSession;
import org.mailloft.imap.Responder;
import org.mailloft.imap.wire.ImapReader;

/** LOGOUT: goodbye. RFC 3501 section 6.1.3. */
record Logout() implements Command {

    static Logout parse(ImapReader in) {
        in.crlf();
        return new Logout();
    }

    @Override
    public void run(ImapSession session, Responder out) {
        out.untagged("BYE").text("Logging out").crlf();
        out.okWithoutUpdates("Logout completed.");
        session.logout();
    }
}
