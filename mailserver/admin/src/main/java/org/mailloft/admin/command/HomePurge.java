package org.mailloft.admin.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.mailloft.admin.AdminCommand;
import org.mailloft.admin.AdminServices;
import org.mailloft.admin.Output;
import org.mailloft.admin.Params;
import org.mailloft.doveadm.ExitCode;

/** {@code doveadm home purge}: removes buried homes whose time is over, and tells which. */
record HomePurge(boolean pretend) implements AdminCommand {

    static HomePurge parse(Params params) {
        return new HomePurge(params.flag("dryRun"));
    }

    @Override
    public int run(AdminServices services, Output out) {
        HomeRows.announce(out);
        try {
            services.homes().purge(pretend).forEach(row -> HomeRows.show(row, out));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ExitCode.OK;
    }
}
