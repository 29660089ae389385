package org.mailloft.admin.command;

import java.util.List;
import org.mailloft.admin.AdminCommand;
import org.mailloft.admin.AdminFailure;
import org.mailloft.admin.AdminServices;
import org.mailloft.admin.Output;
import org.mailloft.admin.Params;
import org.mailloft.doveadm.ExitCode;
import org.mailloft.doveadm.format.Column;
import org.mailloft.net.SessionRegistry.Session;

/** {@code doveadm kick}: ends sessions. They can say goodbye, and the users can log in again at once. */
record Kick(SessionMask mask) implements AdminCommand {

    static Kick parse(Params params) {
        return new Kick(SessionMask.parse(params.list("mask")));
    }

    @Override
    public int run(AdminServices services, Output out) {
        if (mask.isEmpty()) {
            throw new AdminFailure(ExitCode.USAGE, "Error: user and/or ip[/bits] must be specified.");
        }
        var users = services.sessions().stop(mask::matches, "Disconnected by administrator.").stream()
                .map(Session::user)
                .distinct()
                .sorted()
                .toList();
        if (users.isEmpty()) {
            throw new AdminFailure(ExitCode.NOT_FOUND, "no users kicked");
        }
        out.text("kicked connections from the following users:\n");
        out.columns(List.of(Column.of("result")));
        users.forEach(out::row);
        return ExitCode.OK;
    }
}
