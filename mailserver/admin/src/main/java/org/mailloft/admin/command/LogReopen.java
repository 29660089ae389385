package org.mailloft.admin.command;

import org.mailloft.admin.AdminCommand;
import org.mailloft.admin.AdminServices;
import org.mailloft.admin.Output;
import org.mailloft.admin.Params;
import org.mailloft.doveadm.ExitCode;

/** {@code doveadm log reopen}: for log rotation. */
record LogReopen() implements AdminCommand {

    static LogReopen parse(Params params) {
        return new LogReopen();
    }

    @Override
    public int run(AdminServices services, Output out) {
        services.server().reopenLogs();
        return ExitCode.OK;
    }
}
