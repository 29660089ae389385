package org.mailloft.imap.command;

import org.mailloft.imap.Command;
import org.mailloft.imap.ImapSession;
import org.mailloft.imap.Responder;
import org.mailloft.imap.wire.ImapReader;

/** GETQUOTA: how much of a quota root is used. RFC 9208 section 4.1.1. */
record GetQuota(String root) implements Command {

    /** {@code getquota = "GETQUOTA" SP quota-root-name}, {@code quota-root-name = astring} */
    static GetQuota parse(ImapReader in) {
        var root = in.sp().astring();
        in.crlf();
        return new GetQuota(root);
    }

    @Override
    public void run(ImapSession session, Responder out) {
        var found = session.store().quotaRoots().stream()
                .filter(candidate -> candidate.name().equals(root))
                .findFirst();
        if (found.isEmpty()) {
            out.no("Quota root doesn't exist.");
            return;
        }
        QuotaLine.write(found.get(), out);
        out.ok("Getquota completed.");
    }
}
