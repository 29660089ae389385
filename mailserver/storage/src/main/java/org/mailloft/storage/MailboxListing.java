package org.mailloft.storage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Turns the names of existing mailboxes into the entries of a listing. */
public final class MailboxListing {

    private MailboxListing() {}

    /**
     * Adds the parents that exist by name only, finds out who has children, and puts all in order.
     *
     * @param existing mailboxes that can be selected
     * @param separator of hierarchy levels
     * @param specialUse attributes of a mailbox, {@code null} or empty for none
     */
    public static List<MailboxEntry> of(
            Collection<MailboxName> existing, char separator, Function<MailboxName, List<String>> specialUse) {
        Map<MailboxName, Node> nodes = new TreeMap<>(order(separator));
        for (var name : existing) {
            nodes.computeIfAbsent(name, _ -> new Node()).selectable = true;
            for (var parent = name.parent(separator);
                    parent.isPresent();
                    parent = parent.get().parent(separator)) {
                nodes.computeIfAbsent(parent.get(), _ -> new Node()).hasChildren = true;
            }
        }
        var entries = new ArrayList<MailboxEntry>(nodes.size());
        nodes.forEach((name, node) -> {
            var attributes = specialUse.apply(name);
            entries.add(new MailboxEntry(
                    name, node.selectable, node.hasChildren, attributes == null ? List.of() : attributes));
        });
        return entries;
    }

    /** INBOX first, then by name, level by level: children come right below their parent. */
    public static Comparator<MailboxName> order(char separator) {
        return Comparator.comparing((MailboxName name) -> !name.equals(MailboxName.INBOX))
                .thenComparing(name -> name.value().replace(separator, '\0'));
    }

    private static final class Node {
        private boolean selectable;
        private boolean hasChildren;
    }
}
