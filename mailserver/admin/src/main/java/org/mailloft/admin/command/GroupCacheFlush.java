package org.mailloft.admin.command;

import org.mailloft.admin.AdminCommand;
import org.mailloft.admin.AdminServices;
import org.mailloft.admin.Output;
import org.mailloft.admin.Params;
import org.mailloft.doveadm.ExitCode;

/** {@code doveadm group cache flush}: who is in which group is asked for anew, in open sessions too. */
record GroupCacheFlush() implements AdminCommand {

    static GroupCacheFlush parse(Params params) {
        return new GroupCacheFlush();
    }

    @Override
    public int run(AdminServices services, Output out) {
        services.groups().flush();
        services.routing().flush();
        return ExitCode.OK;
    }
}
