package org.mailloft.lmtp;

import java.util.List;
import org.mailloft.auth.UserRecord;
import org.mailloft.smtp.SmtpAddress;

/**
 * Who gets mail for an address that was taken.
 *
 * @param number of the RCPT command within the transaction, refused ones counted
 * @param address as the client gave it
 * @param users of this host
 * @param detail of the address; names the mailbox where that is wanted
 * @param others addresses on other hosts
 * @param unreachable how many members nothing can be sent to
 * @param expanded whether the address stands for others: a group, a list, a forward
 */
record Recipient(
        int number,
        SmtpAddress address,
        List<UserRecord> users,
        String detail,
        List<SmtpAddress> others,
        int unreachable,
        boolean expanded) {

    Recipient {
        users = List.copyOf(users);
        others = List.copyOf(others);
    }

    /** An address that is one user's. */
    static Recipient of(int number, SmtpAddress address, UserRecord user, String detail) {
        return new Recipient(number, address, List.of(user), detail, List.of(), 0, false);
    }
}
