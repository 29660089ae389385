package org.mailloft.imap.command;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.mailloft.imap.Responder;
import org.mailloft.imap.wire.ImapWriter;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailboxEntry;
import org.mailloft.storage.MailboxName;

/** All mailboxes of a user and his subscriptions at one moment, for the commands that list them. */
final class Listing {

    private final List<MailboxEntry> entries;
    private final Set<MailboxName> subscriptions;
    private final char separator;

    Listing(MailStore store) {
        entries = store.list();
        subscriptions = store.subscriptions();
        separator = store.namespaces().getFirst().separator();
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
    List<MailboxEntry> withSubscribed() {
        var all = new ArrayList<>(entries);
        var known = new HashSet<MailboxName>();
        entries.forEach(entry -> known.add(entry.name()));
        subscriptions.stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .forEach(name -> all.add(new MailboxEntry(name, false, false, List.of())));
        return all;
    }

    /** Whatever has this mailbox above it, existing or subscribed to. */
    Stream<MailboxEntry> below(MailboxName parent) {
        var prefix = parent.value() + separator;
        return withSubscribed().stream().filter(entry -> entry.name().value().startsWith(prefix));
    }

    /** {@code * name (attributes) "separator" mailbox}, the line left open. */
    ImapWriter line(String name, List<String> attributes, MailboxName mailbox, Responder out) {
        var line = out.untagged(name).open();
        attributes.forEach(line::atom);
        return line.close().quoted(String.valueOf(separator)).mailbox(mailbox);
    }
}
