package org.mailloft.storage;

import java.util.List;

/**
 * A line of a mailbox listing.
 *
 * @param name the mailbox
 * @param selectable false for a name that exists only because there is something below it
 * @param hasChildren whether there is something below it
 * @param specialUse attributes of RFC 6154 such as {@code \Sent}, in configuration order
 */
public record MailboxEntry(MailboxName name, boolean selectable, boolean hasChildren, List<String> specialUse) {}
