package org.mailloft.admin.command;

import java.util.List;
import java.util.stream.Collectors;
import org.mailloft.admin.MailCommand;
import org.mailloft.admin.MailSession;
import org.mailloft.admin.Params;
import org.mailloft.doveadm.format.Column;
import org.mailloft.storage.acl.Right;

/** {@code doveadm acl rights}: what the user may do with a mailbox. */
record AclRights(String mailbox) implements MailCommand {

    static AclRights parse(Params params) {
        return new AclRights(params.one("mailbox"));
    }

    @Override
    public List<Column> columns() {
        return List.of(Column.of("rights", "Rights"));
    }

    @Override
    public void run(MailSession session) {
        OnMailbox.run(session, mailbox, (control, name) -> session.out()
                .row(control.rightsOn(name).known().stream()
                        .map(Right::longName)
                        .collect(Collectors.joining(" "))));
    }
}
