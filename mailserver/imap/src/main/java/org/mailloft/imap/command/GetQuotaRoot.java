package org.mailloft.imap.command;

import org.mailloft.imap.Command;
import org.mailloft.imap.ImapSession;
import org.mailloft.imap.Responder;
import org.mailloft.imap.wire.ImapReader;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.QuotaRoot;

/** GETQUOTAROOT: which quota roots a mailbox is under, and how much of them is used. RFC 9208 section 4.1.2. */
record GetQuotaRoot(MailboxName mailbox) implements Command {

    /** {@code getquotaroot = "GETQUOTAROOT" SP mailbox} */
    static GetQuotaRoot parse(ImapReader in) {
        var mailbox = in.sp().mailbox();
        in.crlf();
        return new GetQuotaRoot(mailbox);
    }

    /** The mailbox need not exist. Whoever has no limit is told that in words only, as by Dovecot. */
    @Override
    public void run(ImapSession session, Responder out) {
        var roots = session.store().quotaRoots().stream()
                .filter(root -> !root.isHidden() && root.covers(mailbox))
                .toList();
        if (roots.stream().allMatch(root -> root.limits().isNone())) {
            out.ok("No quota.");
            return;
        }
        var line = out.untagged("QUOTAROOT").mailbox(mailbox);
        for (QuotaRoot root : roots) {
            QuotaLine.name(line, root);
        }
        line.crlf();
        roots.forEach(root -> QuotaLine.write(root, out));
        out.ok("Getquotaroot completed.");
    }
}
