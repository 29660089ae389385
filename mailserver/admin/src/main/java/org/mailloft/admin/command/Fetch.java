package org.mailloft.admin.command;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.mailloft.admin.AdminFailure;
import org.mailloft.admin.MailCommand;
import org.mailloft.admin.MailSession;
import org.mailloft.admin.Value;
import org.mailloft.admin.query.Query;
import org.mailloft.admin.query.QueryParser;
import org.mailloft.admin.query.QueryRun;
import org.mailloft.doveadm.ExitCode;
import org.mailloft.doveadm.format.Column;
import org.mailloft.storage.MailFailure;

/** {@code doveadm fetch}: fields of the messages that a query finds. */
record Fetch(List<FetchField> fields, Query query, Clock clock) implements MailCommand {

    static MailCommand.Parser parser(Clock clock) {
        return params -> {
            var names = params.list("field");
            if (names.isEmpty()) {
                throw new AdminFailure(ExitCode.TEMPORARY, "Fatal: No fetch fields");
            }
            var fields = names.stream().map(FetchField::named).toList();
            return new Fetch(fields, QueryParser.parse(params.list("query"), clock), clock);
        };
    }

    @Override
    public List<Column> columns() {
        return fields.stream().map(FetchField::column).toList();
    }

    @Override
    public void run(MailSession session) {
        QueryRun.run(query, session.store(), clock.getZone(), (mailbox, view, index) -> {
            var message = new FetchedMessage(session.store().user().name(), mailbox, view, index, clock.getZone());
            var values = new ArrayList<Value>();
            try {
                fields.forEach(field -> values.add(field.of(message)));
            } catch (MailFailure failure) {
                if (failure.reason() == MailFailure.Reason.EXPUNGED) {
                    return;
                }
                throw failure;
            }
            session.out().row(values);
        });
    }
}
