package org.mailloft.storage.quota;

import org.mailloft.conf.Wildcard;
import org.mailloft.storage.MailboxName;

/**
 * What is different for some mailboxes: {@code Trash:storage=+100M}.
 *
 * @param mask name with {@code *} and {@code ?}
 * @param ignored whether they are not counted at all
 * @param more added to the limits that hold elsewhere; may be negative
 */
record MailboxRule(String mask, boolean ignored, Amounts more) {

    boolean applies(MailboxName mailbox) {
        return Wildcard.matches(mask, mailbox.value());
    }
}
