package org.mailloft.admin.command;

import org.mailloft.admin.AdminCommand;
import org.mailloft.admin.AdminServices;
import org.mailloft.admin.Output;
import org.mailloft.admin.Params;
import org.mailloft.doveadm.ExitCode;

/** {@code doveadm reload}: reads the configuration again. */
record Reload() implements AdminCommand {

    static Reload parse(Params params) {
        return new Reload();
    }

    @Override
    public int run(AdminServices services, Output out) {
        services.server().reload().forEach(line -> out.error("Warning: " + line));
        return ExitCode.OK;
    }
}
