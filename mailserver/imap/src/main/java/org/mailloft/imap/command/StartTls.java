package org.mailloft.imap.command;

import org.mailloft.imap.Command;
import org.mailloft.imap.ImapSession;
import org.mailloft.imap.Responder;
import org.mailloft.imap.wire.ImapReader;

/** STARTTLS: go on encrypted. RFC 3501 section 6.2.1. What came in plain text behind it is lost. */
record StartTls() implements Command {

    static StartTls parse(ImapReader in) {
        in.crlf();
        return new StartTls();
    }

    @Override
    public void run(ImapSession session, Responder out) {
        if (!session.connection().canStartTls()) {
            out.bad("TLS support isn't enabled.");
            return;
        }
        out.ok("Begin TLS negotiation now.");
        // Not flushed here: the reply has to go out in one step with the end of plain text, or a fast client's first
        // TLS
        // octets could be taken for plain text and dropped.
        out.writer().release();
        session.connection().startTls();
    }
}
