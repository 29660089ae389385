package org.mailloft.delivery;

import org.mailloft.conf.Setting;

/**
 * How messages are put into mailboxes.
 *
 * @param autocreate whether a mailbox that a message asks for is created when it is not there
 * @param autosubscribe whether the user is subscribed to mailboxes created that way
 * @param logFormat of the line about each delivery: {@code %$} is what happened, {@code %m} the Message-ID, {@code %s} the
 *     subject, {@code %f} the From address, {@code %e} the envelope sender, {@code %p} the size
 */
public record DeliverySettings(
        @Setting("lda_mailbox_autocreate") boolean autocreate,
        @Setting("lda_mailbox_autosubscribe") boolean autosubscribe,
        @Setting("deliver_log_format") String logFormat) {}
