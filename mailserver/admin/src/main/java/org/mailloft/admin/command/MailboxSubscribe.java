package org.mailloft.admin.command;

import java.util.List;
import org.mailloft.admin.MailCommand;
import org.mailloft.admin.MailSession;
import org.mailloft.admin.Params;
import org.mailloft.doveadm.format.Column;

/** {@code doveadm mailbox subscribe}. */
record MailboxSubscribe(List<String> names) implements MailCommand {

    static MailboxSubscribe parse(Params params) {
        return new MailboxSubscribe(params.list("mailbox"));
    }

    @Override
    public List<Column> columns() {
        return List.of();
    }

    @Override
    public void run(MailSession session) {
        EachMailbox.run(session, names, "subscribe", session.store()::subscribe);
    }
}
