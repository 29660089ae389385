package org.mailloft.admin.command;

import java.time.Clock;
import java.util.List;
import org.mailloft.admin.MailCommand;
import org.mailloft.admin.MailSession;
import org.mailloft.admin.query.Query;
import org.mailloft.admin.query.QueryParser;
import org.mailloft.admin.query.QueryRun;
import org.mailloft.doveadm.ExitCode;
import org.mailloft.doveadm.format.Column;
import org.mailloft.storage.MailFailure;

/** {@code doveadm search}: where the messages are that a query finds. */
record Search(Query query, Clock clock) implements MailCommand {

    static MailCommand.Parser parser(Clock clock) {
        return params -> new Search(QueryParser.parse(params.list("query"), clock), clock);
    }

    @Override
    public List<Column> columns() {
        return List.of(Column.untitled("mailbox-guid"), Column.untitled("uid"));
    }

    @Override
    public void run(MailSession session) {
        query.namedMailboxes()
                .filter(name -> !exists(name, session))
                .forEach(name -> session.fail(
                        ExitCode.NOT_FOUND,
                        "Couldn't get mailbox '" + name + "' GUID: Mailbox doesn't exist: " + name));
        QueryRun.run(query, session.store(), clock.getZone(), (mailbox, view, index) -> session.out()
                .row(mailbox.guid(), Long.toString(view.uid(index))));
    }

    private static boolean exists(String name, MailSession session) {
        try {
            return session.store().exists(session.name(name));
        } catch (MailFailure _) {
            return false;
        }
    }
}
