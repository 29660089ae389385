package org.mailloft.admin;

import java.util.ArrayList;
import java.util.List;
import org.mailloft.auth.LookupResult;
import org.mailloft.auth.UserRecord;
import org.mailloft.doveadm.ExitCode;
import org.mailloft.doveadm.format.Column;
import org.mailloft.doveadm.json.Json;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailUser;

/** Runs a mail command for each user it is for, one after the other. With several, a column tells whose row it is. */
record ForUsers(MailCommand command, Params params) implements AdminCommand {

    private static final Column USERNAME = new Column("username", "Username", true, false, false, false);

    @Override
    public int run(AdminServices services, Output out) {
        var users = Users.of(params, services.users());
        announceColumns(users.several(), out);
        int result = ExitCode.OK;
        for (var name : users.names()) {
            int code = run(name, users.several(), services, out);
            if (result == ExitCode.OK || code == ExitCode.TEMPORARY) {
                result = code;
            }
        }
        command.finish(out);
        return result;
    }

    private void announceColumns(boolean several, Output out) {
        var columns = new ArrayList<>(command.columns());
        if (columns.isEmpty()) {
            return;
        }
        if (several) {
            columns.addFirst(USERNAME);
        }
        out.columns(columns);
    }

    private int run(String name, boolean several, AdminServices services, Output out) {
        return switch (Users.lookup(name, services.users())) {
            case LookupResult.Found(var user)
            when several -> runForOneOfMany(user, services, new Named(user.name(), out));
            case LookupResult.Found(var user) -> run(user, services, out);
            case LookupResult.Unknown _
            when several -> {
                out.error("doveadm(" + name + "): Info: User no longer exists, skipping");
                yield ExitCode.OK;
            }
            case LookupResult.Unknown _ -> {
                out.error("doveadm(" + name + "): Error: User doesn't exist");
                yield ExitCode.NO_USER;
            }
            case LookupResult.Unavailable(var why) -> {
                out.error("doveadm(" + name + "): Error: User lookup failed: " + why);
                yield ExitCode.TEMPORARY;
            }
        };
    }

    /** The others get their turn whatever is wrong with this one's mail. */
    private int runForOneOfMany(UserRecord user, AdminServices services, Output out) {
        try {
            return run(user, services, out);
        } catch (MailFailure failure) {
            out.error("doveadm(" + user.name() + "): Error: User initialization failed: " + failure.clientText());
            return ExitCode.TEMPORARY;
        }
    }

    private int run(UserRecord user, AdminServices services, Output out) {
        try (var store = services.stores().open(new MailUser(user.name(), user.home(), user.fields()))) {
            var session = new MailSession(store, out);
            try {
                command.run(session);
            } catch (MailFailure failure) {
                session.fail(failure, "Command failed");
            }
            return session.exitCode();
        }
    }

    /** Puts the user's name before each row. */
    private record Named(String name, Output out) implements Output {

        @Override
        public void columns(List<Column> columns) {
            throw new IllegalStateException("columns are announced once for all users");
        }

        @Override
        public void row(List<Value> values) {
            var named = new ArrayList<Value>(values.size() + 1);
            named.add(new Value.Text(name));
            named.addAll(values);
            out.row(named);
        }

        @Override
        public void text(String text) {
            out.text(text);
        }

        @Override
        public void error(String line) {
            out.error(line);
        }

        @Override
        public void result(Json result) {
            out.result(result);
        }
    }
}
