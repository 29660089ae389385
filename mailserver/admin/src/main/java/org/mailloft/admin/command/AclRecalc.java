package org.mailloft.admin.command;

import java.util.List;
import org.mailloft.admin.MailCommand;
import org.mailloft.admin.MailSession;
import org.mailloft.doveadm.format.Column;

/** {@code doveadm acl recalc}: writes down anew which of a user's mailboxes others may see. */
record AclRecalc() implements MailCommand {

    @Override
    public List<Column> columns() {
        return List.of();
    }

    @Override
    public void run(MailSession session) {
        OnMailbox.of(session).publish();
    }
}
