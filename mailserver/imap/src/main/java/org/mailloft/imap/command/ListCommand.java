package org.mailloft.imap.command;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.mailloft.imap.Command;
import org.mailloft.imap.ImapSession;
import org.mailloft.imap.Responder;
import org.mailloft.imap.command.ListOptions.Return;
import org.mailloft.imap.command.ListOptions.Select;
import org.mailloft.imap.wire.BadSyntax;
import org.mailloft.imap.wire.ImapReader;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailboxEntry;
import org.mailloft.storage.MailboxName;

/**
 * LIST: which mailboxes there are. RFC 3501 section 6.3.8, with the extensions of {@link ListOptions}. XLIST is what LIST
 * was called with special uses before RFC 6154.
 *
 * @param reference stands before every pattern, as on the wire
 * @param patterns as on the wire
 * @param extended whether the client has used RFC 5258, so that it understands what only that can say
 */
record ListCommand(byte[] reference, List<byte[]> patterns, ListOptions options, boolean extended) implements Command {

    /** In one command; each is compared with every mailbox. */
    private static final int MAX_PATTERNS = 100;

    /** {@code list = "LIST" [SP list-select-opts] SP mailbox SP mbox-or-pat [SP list-return-opts]} */
    static ListCommand parse(ImapReader in) {
        in.sp();
        boolean extended = in.nextIs('(');
        Set<Select> selected = Set.of();
        if (extended) {
            selected = ListOptions.parseSelect(in);
            in.sp();
        }
        var reference = in.astringOctets();
        in.sp();
        List<byte[]> patterns;
        if (in.nextIs('(')) {
            extended = true;
            patterns = in.list(in::listMailbox);
        } else {
            patterns = List.of(in.listMailbox());
        }
        if (patterns.size() > MAX_PATTERNS) {
            throw new BadSyntax("Too many patterns", in.position());
        }
        if (in.optionalSp()) {
            if (!in.atom().equalsIgnoreCase("RETURN")) {
                throw new BadSyntax("Extra arguments", in.position());
            }
            var options = ListOptions.parseReturn(in.sp(), selected);
            in.crlf();
            return new ListCommand(reference, patterns, options, true);
        }
        in.crlf();
        var options = extended ? ListOptions.selecting(selected) : ListOptions.PLAIN;
        return new ListCommand(reference, patterns, options, extended);
    }

    /** {@code xlist = "XLIST" SP mailbox SP list-mailbox} */
    static ListCommand parseXlist(ImapReader in) {
        var reference = in.sp().astringOctets();
        var pattern = in.sp().listMailbox();
        in.crlf();
        return new ListCommand(reference, List.of(pattern), ListOptions.PLAIN, false);
    }

    @Override
    public void run(ImapSession session, Responder out) {
        if (!extended && patterns.getFirst().length == 0) {
            root(session, out);
        } else {
            list(session, out);
        }
        out.ok("List completed.");
    }

    /** An empty pattern asks for the separator and the root of the reference: its first level. */
    private void root(ImapSession session, Responder out) {
        char separator = session.store().namespaces().getFirst().separator();
        out.untagged("LIST").open().atom("\\Noselect").close().quoted(String.valueOf(separator));
        var text = new String(reference, StandardCharsets.ISO_8859_1);
        var root = text.substring(0, text.indexOf(separator) + 1);
        out.writer().astring(root.getBytes(StandardCharsets.ISO_8859_1)).crlf();
    }

    private void list(ImapSession session, Responder out) {
        var listing = new Listing(session.store());
        var matching = patterns.stream()
                .map(pattern -> ListPattern.of(
                        reference,
                        pattern,
                        listing.separator(),
                        session.reader().isUtf8()))
                .toList();
        for (var entry : options.selects(Select.SUBSCRIBED) ? listing.withSubscribed() : listing.entries()) {
            if (matches(matching, entry.name())) {
                boolean childrenOnly = !isSelected(listing, entry);
                boolean below = options.selects(Select.RECURSIVEMATCH) && hasSelectedBelow(listing, entry, matching);
                if (!childrenOnly || below) {
                    line(listing, entry, below, out);
                    status(session, entry, out);
                }
            }
        }
    }

    private static boolean matches(List<ListPattern> patterns, MailboxName name) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(name));
    }

    private boolean isSelected(Listing listing, MailboxEntry entry) {
        return (!options.selects(Select.SUBSCRIBED) || listing.isSubscribed(entry.name()))
                && (!options.selects(Select.SPECIAL_USE) || !entry.specialUse().isEmpty());
    }

    /** Whether something below would be listed, did the patterns reach there. RFC 5258 section 3.5. */
    private boolean hasSelectedBelow(Listing listing, MailboxEntry entry, List<ListPattern> matching) {
        return listing.below(entry.name())
                .anyMatch(child -> isSelected(listing, child) && !matches(matching, child.name()));
    }

    private void line(Listing listing, MailboxEntry entry, boolean childInfo, Responder out) {
        var attributes = new ArrayList<String>();
        if (options.returns(Return.SUBSCRIBED) && listing.isSubscribed(entry.name())) {
            attributes.add("\\Subscribed");
        }
        if (!entry.selectable()) {
            attributes.add(extended ? "\\NonExistent" : "\\Noselect");
        }
        if (options.returns(Return.CHILDREN)) {
            attributes.add(entry.hasChildren() ? "\\HasChildren" : "\\HasNoChildren");
        }
        if (options.returns(Return.SPECIAL_USE)) {
            attributes.addAll(entry.specialUse());
        }
        var line = listing.line("LIST", attributes, entry.name(), out);
        if (childInfo) {
            line.open().quoted("CHILDINFO").open();
            if (options.selects(Select.SUBSCRIBED)) {
                line.quoted("SUBSCRIBED");
            }
            if (options.selects(Select.SPECIAL_USE)) {
                line.quoted("SPECIAL-USE");
            }
            line.close().close();
        }
        line.crlf();
    }

    /** RFC 5819: mailboxes that cannot be looked at are just listed. */
    private void status(ImapSession session, MailboxEntry entry, Responder out) {
        if (options.status().isEmpty() || !entry.selectable()) {
            return;
        }
        try {
            StatusItem.write(session, entry.name(), options.status(), out);
        } catch (MailFailure _) {
            // It is gone by now, or the user may see but not open it.
        }
    }
}
