package org.mailloft.storage;

import java.util.List;

/**
 * The namespaces of one user.
 *
 * @param all in configuration order; exactly one holds the INBOX
 */
public record Namespaces(List<Namespace> all) {

    public Namespaces {
        all = List.copyOf(all);
        if (all.stream().filter(Namespace::inbox).count() != 1) {
            throw new IllegalArgumentException("exactly one namespace must have inbox=yes");
        }
    }

    /** The one that holds the INBOX. */
    public Namespace inbox() {
        return all.stream().filter(Namespace::inbox).findFirst().orElseThrow();
    }

    /**
     * The namespace a mailbox is in: the one with the longest prefix that fits. A prefix without its last separator is
     * a name in that namespace too.
     *
     * @throws MailFailure with {@code NOT_FOUND} when there is none
     */
    public Namespace of(MailboxName name) {
        if (name.equals(MailboxName.INBOX)) {
            return inbox();
        }
        Namespace best = null;
        for (var namespace : all) {
            if ((name + String.valueOf(namespace.separator())).startsWith(namespace.prefix())
                    && (best == null
                            || namespace.prefix().length() > best.prefix().length())) {
                best = namespace;
            }
        }
        if (best == null) {
            throw new MailFailure(
                    MailFailure.Reason.NOT_FOUND,
                    "Client tried to access nonexistent namespace. (Mailbox name should probably be prefixed with: "
                            + inbox().prefix() + ")");
        }
        return best;
    }
}
