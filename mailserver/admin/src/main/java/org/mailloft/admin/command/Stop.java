package org.mailloft.admin.command;

import org.mailloft.admin.AdminCommand;
import org.mailloft.admin.AdminServices;
import org.mailloft.admin.Output;
import org.mailloft.admin.Params;
import org.mailloft.doveadm.ExitCode;

/** {@code doveadm stop}: ends the server. */
record Stop() implements AdminCommand {

    static Stop parse(Params params) {
        return new Stop();
    }

    @Override
    public int run(AdminServices services, Output out) {
        services.server().stop();
        return ExitCode.OK;
    }
}
