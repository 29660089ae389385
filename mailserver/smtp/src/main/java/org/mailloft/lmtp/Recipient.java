package org.mailloft.lmtp;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailloft.auth.UserRecord;
import org.mailloft.routing.Step;
import org.mailloft.smtp.Reply;
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
 * @param ways how the address led to the users, by their names, as far as that is known
 * @param refusal what a message to the address is answered with, when the address was only taken to say that it exists
 */
record Recipient(
        int number,
        SmtpAddress address,
        List<UserRecord> users,
        String detail,
        List<SmtpAddress> others,
        int unreachable,
        boolean expanded,
        Map<String, List<Step>> ways,
        Optional<Reply> refusal) {

    Recipient {
        users = List.copyOf(users);
        others = List.copyOf(others);
        ways = Map.copyOf(ways);
    }

    /** An address that is one user's. */
    static Recipient of(int number, SmtpAddress address, UserRecord user, String detail) {
        return new Recipient(number, address, List.of(user), detail, List.of(), 0, false, Map.of(), Optional.empty());
    }

    /** An address that stands for others, of this host and elsewhere. */
    static Recipient ofMany(
            int number,
            SmtpAddress address,
            List<UserRecord> users,
            List<SmtpAddress> others,
            int unreachable,
            Map<String, List<Step>> ways) {
        return new Recipient(number, address, users, "", others, unreachable, true, ways, Optional.empty());
    }

    /** An address that is there, but takes no message from this sender. */
    static Recipient closed(int number, SmtpAddress address, Reply refusal) {
        return new Recipient(number, address, List.of(), "", List.of(), 0, true, Map.of(), Optional.of(refusal));
    }

    /** The same, knowing how the address led to its one user. */
    Recipient by(List<Step> way) {
        return new Recipient(
                number,
                address,
                users,
                detail,
                others,
                unreachable,
                expanded,
                Map.of(users.getFirst().name(), way),
                refusal);
    }

    /** How the address led to a user, in words. */
    List<String> wayTo(UserRecord user) {
        return ways.getOrDefault(user.name(), List.of()).stream()
                .map(Step::toString)
                .toList();
    }
}
