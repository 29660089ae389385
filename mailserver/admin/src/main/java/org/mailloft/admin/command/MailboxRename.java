package org.mailloft.admin.command;

import java.util.List;
import org.mailloft.admin.MailCommand;
import org.mailloft.admin.MailSession;
import org.mailloft.admin.Params;
import org.mailloft.doveadm.format.Column;
import org.mailloft.storage.MailFailure;

/** {@code doveadm mailbox rename}. */
record MailboxRename(String from, String to, boolean subscriptions) implements MailCommand {

    static MailboxRename parse(Params params) {
        return new MailboxRename(params.one("mailbox"), params.one("newName"), params.flag("subscriptions"));
    }

    @Override
    public List<Column> columns() {
        return List.of();
    }

    @Override
    public void run(MailSession session) {
        try {
            var old = session.name(from);
            var renamed = session.name(to);
            session.store().rename(old, renamed);
            if (subscriptions && session.store().subscriptions().contains(old)) {
                session.store().subscribe(renamed);
                session.store().unsubscribe(old);
            }
        } catch (MailFailure failure) {
            session.fail(failure, "Can't rename mailbox " + from + " to " + to);
        }
    }
}
