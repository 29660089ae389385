package org.mailloft.imap.command;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mailloft.imap.Responder;
import org.mailloft.imap.wire.ImapWriter;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailboxEntry;
import org.mailloft.storage.MailboxName;

/** All mailboxes of a user and his subscriptions at one moment, for the commands that list them. */
final class Listing {

    private final List<MailboxEntry> entries;
    private final SortedMap<String, MailboxEntry> all = new TreeMap<>();
    private final Set<MailboxName> subscriptions;
    private final char separator;

    Listing(MailStore store) {
        entries = store.list();
        subscriptions = store.subscriptions();
        separator = store.namespaces().getFirst().separator();
        for (var name : subscriptions) {
            all.put(name.value(), new MailboxEntry(name, false, false, List.of()));
        }
        entries.forEach(entry -> all.put(entry.name().value(), entry));
    }

    char separator() {
        return separator;
    }

    List<MailboxEntry> entries() {
        return entries;
    }

    Set<MailboxName> subscriptions() {
        return subscriptions;
    }

    boolean isSubscribed(MailboxName name) {
        return subscriptions.contains(name);
    }

    /** All entries, and those subscribed to that do not exist. */
    Collection<MailboxEntry> withSubscribed() {
        return all.values();
    }

    /** Whatever has this mailbox above it, existing or subscribed to. */
    Stream<MailboxEntry> below(MailboxName parent) {
        var prefix = parent.value() + separator;
        return all.subMap(prefix, parent.value() + (char) (separator + 1)).values().stream();
    }

    /** {@code * name (attributes) "separator" mailbox}, the line left open. */
    ImapWriter line(String name, List<String> attributes, MailboxName mailbox, Responder out) {
        var line = out.untagged(name).open();
        attributes.forEach(line::atom);
        return line.close().quoted(String.valueOf(separator)).mailbox(mailbox);
    }
}
