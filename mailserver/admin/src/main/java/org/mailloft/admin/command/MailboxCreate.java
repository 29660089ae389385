package org.mailloft.admin.command;

import java.util.List;
import org.mailloft.admin.AdminFailure;
import org.mailloft.admin.MailCommand;
import org.mailloft.admin.MailSession;
import org.mailloft.admin.Params;
import org.mailloft.doveadm.ExitCode;
import org.mailloft.doveadm.format.Column;

/** {@code doveadm mailbox create}. */
record MailboxCreate(List<String> names, boolean subscribe) implements MailCommand {

    static MailboxCreate parse(Params params) {
        if (params.text("guid").isPresent()) {
            throw new AdminFailure(ExitCode.USAGE, "Fatal: A mailbox's GUID cannot be chosen");
        }
        return new MailboxCreate(params.list("mailbox"), params.flag("subscriptions"));
    }

    @Override
    public List<Column> columns() {
        return List.of();
    }

    @Override
    public void run(MailSession session) {
        EachMailbox.run(session, names, "create", name -> {
            session.store().create(name);
            if (subscribe) {
                session.store().subscribe(name);
            }
        });
    }
}
