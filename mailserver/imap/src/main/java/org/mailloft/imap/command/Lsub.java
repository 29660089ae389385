package org.mailloft.imap.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.mailloft.imap.Command;
import org.mailloft.imap.ImapSession;
import org.mailloft.imap.Responder;
import org.mailloft.imap.wire.ImapReader;
import org.mailloft.storage.MailboxEntry;
import org.mailloft.storage.MailboxName;

/**
 * LSUB: which mailboxes the user has subscribed to, existing or not. RFC 3501 section 6.3.9.
 *
 * @param reference stands before the pattern
 */
record Lsub(byte[] reference, byte[] pattern) implements Command {

    /** {@code lsub = "LSUB" SP mailbox SP list-mailbox} */
    static Lsub parse(ImapReader in) {
        var reference = in.sp().astringOctets();
        var pattern = in.sp().listMailbox();
        in.crlf();
        return new Lsub(reference, pattern);
    }

    @Override
    public void run(ImapSession session, Responder out) {
        var listing = new Listing(session.store());
        var matching = ListPattern.of(
                reference, pattern, listing.separator(), session.reader().isUtf8());
        Map<MailboxName, MailboxEntry> existing = new HashMap<>();
        listing.entries().forEach(entry -> existing.put(entry.name(), entry));
        var parents = new TreeSet<MailboxName>();
        for (var name : new TreeSet<>(listing.subscriptions())) {
            if (matching.matches(name)) {
                listing.line("LSUB", attributes(existing.get(name), session), name, out)
                        .crlf();
            } else {
                matchingParents(name, matching, listing, parents);
            }
        }
        for (var parent : parents) {
            listing.line("LSUB", List.of("\\Noselect"), parent, out).crlf();
        }
        out.ok("Lsub completed.");
    }

    private static List<String> attributes(MailboxEntry entry, ImapSession session) {
        var attributes = new ArrayList<String>();
        boolean selectable = entry != null && entry.selectable();
        if (!selectable && session.service().settings().hasWorkaround("tb-lsub-flags")) {
            attributes.add("\\Noselect");
        }
        if (entry != null) {
            attributes.addAll(entry.specialUse());
        }
        return attributes;
    }

    /** With {@code %}, a name above a subscribed one is told when the subscribed one is too deep. */
    private static void matchingParents(
            MailboxName name, ListPattern matching, Listing listing, TreeSet<MailboxName> parents) {
        for (var parent = name.parent(listing.separator());
                parent.isPresent();
                parent = parent.get().parent(listing.separator())) {
            if (matching.matches(parent.get()) && !listing.isSubscribed(parent.get())) {
                parents.add(parent.get());
            }
        }
    }
}
