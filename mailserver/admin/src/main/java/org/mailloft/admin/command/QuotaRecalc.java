package org.mailloft.admin.command;

import java.util.List;
import org.mailloft.admin.MailCommand;
import org.mailloft.admin.MailSession;
import org.mailloft.doveadm.format.Column;
import org.mailloft.storage.QuotaRoot;

/** {@code doveadm quota recalc}: counts all messages anew. */
record QuotaRecalc() implements MailCommand {

    @Override
    public List<Column> columns() {
        return List.of();
    }

    @Override
    public void run(MailSession session) {
        QuotaRoots.of(session).forEach(QuotaRoot::recount);
    }
}
