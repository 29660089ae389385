package org.mailloft.imap.command;

import java.util.ArrayList;
import java.util.List;
import org.mailloft.imap.Command;
import org.mailloft.imap.ImapSession;
import org.mailloft.imap.Responder;
import org.mailloft.imap.SessionState;
import org.mailloft.imap.wire.ImapReader;

/** ENABLE: the client is ready for extensions that change what the server says unasked. RFC 5161. */
record Enable(List<String> extensions) implements Command {

    /** {@code enable = "ENABLE" 1*(SP capability)} */
    static Enable parse(ImapReader in) {
        var extensions = new ArrayList<String>();
        do {
            extensions.add(in.sp().atom());
        } while (!in.atEnd());
        in.crlf();
        return new Enable(extensions);
    }

    @Override
    public void run(ImapSession session, Responder out) {
        if (session.state() == SessionState.NOT_AUTHENTICATED) {
            out.untagged("ENABLED").crlf();
            out.ok("ENABLE ignored in non-authenticated state.");
            return;
        }
        boolean condstore = extensions.stream().anyMatch("CONDSTORE"::equalsIgnoreCase);
        if (condstore) {
            session.enableCondstore();
        }
        boolean utf8 = extensions.stream().anyMatch("UTF8=ACCEPT"::equalsIgnoreCase);
        if (utf8) {
            session.enableUtf8();
        }
        var line = out.untagged("ENABLED");
        if (condstore) {
            line.atom("CONDSTORE");
        }
        if (utf8) {
            line.atom("UTF8=ACCEPT");
        }
        line.crlf();
        out.ok("Enabled.");
    }
}
