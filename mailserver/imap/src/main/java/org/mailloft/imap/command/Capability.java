package org.mailloft.imap.command;

import org.mailloft.imap.Command;
import org.mailloft.imap.ImapSession;
import org.mailloft.imap.Responder;
import org.mailloft.imap.SessionState;
import org.mailloft.imap.wire.ImapReader;

/** CAPABILITY: what the server can do. RFC 3501 section 6.1.1. */
record Capability() implements Command {

    static Capability parse(ImapReader in) {
        in.crlf();
        return new Capability();
    }

    @Override
    public void run(ImapSession session, Responder out) {
        session.capabilityAsked();
        out.untagged("CAPABILITY").atom(session.capabilities()).crlf();
        out.ok(
                session.state() == SessionState.NOT_AUTHENTICATED
                        ? "Pre-login capabilities listed, post-login capabilities have more."
                        : "Capability completed.");
    }
}
