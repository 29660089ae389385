package org.mailloft.delivery;

import java.util.List;
import org.mailloft.net.SessionLog;
import org.mailloft.smtp.SmtpAddress;
import org.mailloft.smtp.SpooledMessage;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.Visit;

/**
 * One message on its way to one user.
 *
 * @param user who gets it
 * @param mailbox name of the mailbox it asks for, such as the detail of a subaddress; INBOX if in doubt
 * @param sender the reverse-path
 * @param recipient the address as the client gave it
 * @param trace header fields to be put before the message, with CRLF line ends; shared by many, not to be changed
 * @param message shared with other recipients
 * @param way how the address led to the user, in words; empty when that is not known
 * @param visit the session it came in
 * @param log with the user's prefix
 */
public record Letter(
        MailUser user,
        String mailbox,
        SmtpAddress sender,
        SmtpAddress recipient,
        byte[] trace,
        SpooledMessage message,
        List<String> way,
        Visit visit,
        SessionLog log) {}
