package org.mailloft.lmtp;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.mailloft.delivery.DeliveryResult;
import org.mailloft.smtp.Reply;
import org.mailloft.smtp.SmtpAddress;
import org.mailloft.storage.MailFailure;

/** What a client is told about one recipient. The one place that knows codes and texts. */
final class LmtpReply {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private LmtpReply() {}

    static Reply accepted() {
        return Reply.of(250, "2.1.5", "OK");
    }

    static Reply unknownUser(SmtpAddress recipient) {
        return about(550, "5.1.1", recipient, "User doesn't exist: " + recipient.plain());
    }

    static Reply unknownDomain(SmtpAddress recipient) {
        return about(550, "5.1.2", recipient, "Domain doesn't exist: " + recipient.domain());
    }

    /** For a group without members, or a person without a mailbox. */
    static Reply nobodyThere(SmtpAddress recipient) {
        return about(550, "5.1.1", recipient, "There is nobody to deliver to");
    }

    static Reply senderNotAllowed(SmtpAddress recipient) {
        return about(550, "5.7.1", recipient, "Sender is not allowed to write to this address");
    }

    static Reply tooManyMembers(SmtpAddress recipient) {
        return about(550, "5.5.3", recipient, "Too many members");
    }

    /** For what is on other hosts only, when none of them can be reached from here. */
    static Reply noRoute(SmtpAddress recipient) {
        return about(550, "5.4.4", recipient, "Other hosts cannot be reached from here");
    }

    static Reply loop(SmtpAddress recipient) {
        return about(554, "5.4.6", recipient, "Mail forwarding loop");
    }

    static Reply lookupFailed(SmtpAddress recipient) {
        return about(451, "4.3.0", recipient, "Temporary internal error");
    }

    static Reply tooManyDeliveries(SmtpAddress recipient) {
        return about(451, "4.3.0", recipient, "Too many concurrent deliveries for user");
    }

    /**
     * @param sessionId of the delivery
     * @param fullIsTemporary {@code quota_full_tempfail}
     * @param now for the text that points into the log
     */
    static Reply of(
            DeliveryResult result, SmtpAddress recipient, String sessionId, boolean fullIsTemporary, Instant now) {
        return switch (result) {
            case DeliveryResult.Saved _ -> about(250, "2.0.0", recipient, sessionId + " Saved");
            case DeliveryResult.Refused(var reason, var text) -> refused(reason, recipient, text, fullIsTemporary);
            case DeliveryResult.Broken _ ->
                about(
                        451,
                        "4.2.0",
                        recipient,
                        "Internal error occurred. Refer to server log for more information. ["
                                + STAMP.format(now.atZone(ZoneId.systemDefault())) + "]");
        };
    }

    /**
     * About an address that stands for many. As long as there is hope for one of them it is a temporary failure; a
     * permanent one of some is told when nothing is left to try.
     */
    static Reply ofMany(Tally tally, SmtpAddress recipient, String sessionId) {
        var text = sessionId + " Delivered to " + tally.delivered() + " of " + tally.members();
        if (tally.later() > 0) {
            return about(451, "4.2.0", recipient, text + ", try again for the others");
        }
        if (tally.never() > 0) {
            return about(550, "5.2.0", recipient, text + ", the others cannot be reached");
        }
        return tally.full() > 0
                ? about(552, "5.2.2", recipient, text + ", the mailboxes of the others are full")
                : about(250, "2.0.0", recipient, sessionId + " Saved");
    }

    private static Reply refused(
            MailFailure.Reason reason, SmtpAddress recipient, String text, boolean fullIsTemporary) {
        return switch (reason) {
            case OVER_QUOTA ->
                fullIsTemporary ? about(452, "4.2.2", recipient, text) : about(552, "5.2.2", recipient, text);
            case LIMIT -> about(552, "5.2.3", recipient, text);
            case NOT_FOUND, EXISTS, NO_PERMISSION, NOT_POSSIBLE, IN_USE, EXPUNGED, UNAVAILABLE ->
                about(451, "4.2.0", recipient, text);
        };
    }

    private static Reply about(int code, String enhanced, SmtpAddress recipient, String text) {
        return Reply.of(code, enhanced, "<" + recipient + "> " + text);
    }
}
