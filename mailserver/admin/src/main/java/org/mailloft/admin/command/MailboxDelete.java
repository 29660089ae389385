package org.mailloft.admin.command;

import java.util.Comparator;
import java.util.List;
import org.mailloft.admin.MailCommand;
import org.mailloft.admin.MailSession;
import org.mailloft.admin.Params;
import org.mailloft.doveadm.format.Column;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailboxEntry;
import org.mailloft.storage.MailboxName;

/** {@code doveadm mailbox delete}. */
record MailboxDelete(List<String> names, boolean recursive, boolean onlyEmpty, boolean unsubscribe)
        implements MailCommand {

    /** {@code -Z} asks for a deletion without locks, which is not faster here and so means nothing. */
    static MailboxDelete parse(Params params) {
        return new MailboxDelete(
                params.list("mailbox"),
                params.flag("recursive"),
                params.flag("requireEmpty"),
                params.flag("subscriptions"));
    }

    @Override
    public List<Column> columns() {
        return List.of();
    }

    @Override
    public void run(MailSession session) {
        EachMailbox.run(session, names, "delete", name -> {
            if (recursive) {
                below(name, session).forEach(child -> delete(child, session));
            }
            delete(name, session);
        });
    }

    /** The deepest first. */
    private static List<MailboxName> below(MailboxName parent, MailSession session) {
        var prefix = parent.value() + session.separator();
        return session.store().list().stream()
                .filter(MailboxEntry::selectable)
                .map(MailboxEntry::name)
                .filter(name -> name.value().startsWith(prefix))
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    private void delete(MailboxName name, MailSession session) {
        if (onlyEmpty && session.store().status(name).messages() > 0) {
            throw new MailFailure(MailFailure.Reason.EXISTS, "Mailbox isn't empty");
        }
        session.store().delete(name);
        if (unsubscribe) {
            session.store().unsubscribe(name);
        }
    }
}
