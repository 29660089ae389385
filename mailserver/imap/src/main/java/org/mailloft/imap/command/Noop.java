package org.mailloft.imap.command;

import org.mailloft.imap.Command;
import org.mailloft.imap.ImapSession;
import org.mailloft.imap.Responder;
import org.mailloft.imap.wire.ImapReader;

/** NOOP and CHECK: look for news. RFC 3501 sections 6.1.2 and 6.4.1; what CHECK asks for is always done here. */
record Noop(String name) implements Command {

    static Noop parse(ImapReader in) {
        in.crlf();
        return new Noop("NOOP");
    }

    static Noop parseCheck(ImapReader in) {
        in.crlf();
        return new Noop("Check");
    }

    @Override
    public void run(ImapSession session, Responder out) {
        if (session.selected() != null) {
            session.selected().refresh();
        }
        out.ok(name + " completed.");
    }
}
