package org.mailloft.admin.command;

import java.util.List;
import java.util.function.Function;
import org.mailloft.admin.AdminCommand;
import org.mailloft.admin.AdminFailure;
import org.mailloft.admin.AdminServices;
import org.mailloft.admin.Output;
import org.mailloft.admin.Params;
import org.mailloft.doveadm.ExitCode;
import org.mailloft.doveadm.format.Column;
import org.mailloft.storage.home.HomeOutcome;
import org.mailloft.storage.home.Homes;

/** What the commands that change homes have in common: they may be repeated, and they answer with what came of it. */
record HomeCommand(Function<Homes, HomeOutcome> request) implements AdminCommand {

    /** The id of whom a home belongs to. */
    static String id(Params params) {
        return params.text("id").orElseThrow(() -> new AdminFailure(ExitCode.USAGE, "Fatal: Missing parameter: id"));
    }

    @Override
    public int run(AdminServices services, Output out) {
        out.columns(List.of(Column.of("outcome"), Column.of("reason").widened()));
        var outcome = request.apply(services.homes());
        out.row(outcome.kind().word(), outcome.reason());
        return ExitCode.OK;
    }
}
