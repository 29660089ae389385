package org.mailloft.imap.command;

import org.mailloft.imap.Command;
import org.mailloft.imap.ImapSession;
import org.mailloft.imap.Responder;
import org.mailloft.imap.wire.ImapReader;

/** LOGIN with name and password. RFC 3501 section 6.2.3. */
record LoginCommand(String username, String password) implements Command {

    /** {@code login = "LOGIN" SP userid SP password} */
    static LoginCommand parse(ImapReader in) {
        var username = in.sp().astring();
        var password = in.sp().astring();
        in.crlf();
        return new LoginCommand(username, password);
    }

    @Override
    public void run(ImapSession session, Responder out) {
        var login = session.login();
        if (!login.refusePlaintext(out, "PLAIN")) {
            login.finish(session.service().authentication().login(username, password, login.request()), out);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "LoginCommand[" + username + "]";
    }
}
