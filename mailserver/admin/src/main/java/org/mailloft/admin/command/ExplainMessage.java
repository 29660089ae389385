package org.mailloft.admin.command;

import java.util.List;
import java.util.Optional;
import org.mailloft.admin.AdminCommand;
import org.mailloft.admin.AdminFailure;
import org.mailloft.admin.AdminServices;
import org.mailloft.admin.Output;
import org.mailloft.admin.Params;
import org.mailloft.admin.explain.MessageExplanation;
import org.mailloft.doveadm.ExitCode;

/**
 * {@code doveadm explain message}: why a message is where it is.
 *
 * @param words a Message-ID, or a mailbox, {@code uid} and a UID
 */
record ExplainMessage(Optional<String> user, List<String> words) implements AdminCommand {

    /** Longer ones than any program makes. RFC 5322 section 2.1.1 has lines of 998. */
    private static final int MAX_MESSAGE_ID = 998;

    static ExplainMessage parse(Params params) {
        var words = params.list("message");
        boolean id = words.size() == 1 && words.getFirst().length() <= MAX_MESSAGE_ID;
        boolean uid = words.size() == 3
                && words.get(1).equalsIgnoreCase("uid")
                && words.get(2).matches("[1-9][0-9]{0,9}")
                && params.text("user").isPresent();
        if (!id && !uid) {
            throw new AdminFailure(
                    ExitCode.USAGE, "Fatal: A Message-ID is needed, or -u with a mailbox, the word uid and a UID");
        }
        return new ExplainMessage(params.text("user"), words);
    }

    @Override
    public int run(AdminServices services, Output out) {
        return words.size() == 1
                ? MessageExplanation.print(services, words.getFirst(), user, out)
                : MessageExplanation.print(
                        services, user.orElseThrow(), words.getFirst(), Long.parseLong(words.get(2)), out);
    }
}
