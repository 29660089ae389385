package org.mailloft.admin.command;

import java.util.Optional;
import org.mailloft.admin.AdminCommand;
import org.mailloft.admin.AdminServices;
import org.mailloft.admin.Output;
import org.mailloft.admin.Params;
import org.mailloft.admin.explain.AccessExplanation;

/**
 * {@code doveadm explain access}: why a user may or may not do something with a mailbox.
 *
 * @param mailbox as the user calls it
 * @param right what he wants to do; empty for all that he may
 */
record ExplainAccess(String user, String mailbox, Optional<String> right) implements AdminCommand {

    static ExplainAccess parse(Params params) {
        return new ExplainAccess(params.one("user"), params.one("mailbox"), params.text("right"));
    }

    @Override
    public int run(AdminServices services, Output out) {
        return AccessExplanation.print(services, user, mailbox, right, out);
    }
}
