package org.mailloft.storage;

import java.util.List;
import org.mailloft.conf.Setting;

/**
 * A {@code namespace} section.
 *
 * @param name of the section
 * @param type {@code private}, {@code shared} or {@code public}
 * @param separator one character, or empty for the store's own
 * @param prefix template, empty or ending in the separator
 * @param location template, empty for {@code mail_location}
 * @param inbox whether it holds the INBOX
 * @param hidden whether NAMESPACE keeps silent about it
 * @param list {@code yes}, {@code no} or {@code children}
 * @param subscriptions whether it has a subscriptions file of its own
 * @param disabled whether it is not there
 * @param order where it stands among the others, lowest first
 * @param mailboxes that shall exist or have a special use
 */
public record NamespaceSettings(
        @Setting("name") String name,
        @Setting("type") String type,
        @Setting("separator") String separator,
        @Setting("prefix") String prefix,
        @Setting("location") String location,
        @Setting("inbox") boolean inbox,
        @Setting("hidden") boolean hidden,
        @Setting("list") String list,
        @Setting("subscriptions") boolean subscriptions,
        @Setting("disabled") boolean disabled,
        @Setting("order") int order,
        @Setting("mailbox") List<MailboxSettings> mailboxes) {

    /** The namespace of a user for whom none is configured: all mailboxes, divided by {@code separator}. */
    public static NamespaceSettings inbox(String separator, List<MailboxSettings> mailboxes) {
        return new NamespaceSettings(
                "inbox", "private", separator, "", "", true, false, "yes", true, false, 0, mailboxes);
    }
}
