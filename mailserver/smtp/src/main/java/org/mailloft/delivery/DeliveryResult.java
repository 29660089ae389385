package org.mailloft.delivery;

import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailboxName;

/** What became of a message for one recipient. */
public sealed interface DeliveryResult {

    /** It is in the mailbox and stays there whatever happens, as far as {@code mail_fsync} promises. */
    record Saved(MailboxName mailbox, long uid) implements DeliveryResult {}

    /**
     * The mail store said no.
     *
     * @param clientText what the sender may be told
     */
    record Refused(MailFailure.Reason reason, String clientText) implements DeliveryResult {}

    /** Something broke, and is in the log; another time may do better. */
    record Broken() implements DeliveryResult {}
}
