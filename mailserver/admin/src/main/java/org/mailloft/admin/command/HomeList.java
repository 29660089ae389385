package org.mailloft.admin.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.mailloft.admin.AdminCommand;
import org.mailloft.admin.AdminFailure;
import org.mailloft.admin.AdminServices;
import org.mailloft.admin.Output;
import org.mailloft.admin.Params;
import org.mailloft.doveadm.ExitCode;
import org.mailloft.storage.home.HomeState;

/** {@code doveadm home list}: all homes, where they are and whose. */
record HomeList(Optional<HomeState> state) implements AdminCommand {

    static HomeList parse(Params params) {
        var state = params.text("state");
        var known = state.flatMap(HomeState::named);
        if (state.isPresent() && known.isEmpty()) {
            throw new AdminFailure(ExitCode.USAGE, "Fatal: Unknown state: " + state.get());
        }
        return new HomeList(known);
    }

    @Override
    public int run(AdminServices services, Output out) {
        HomeRows.announce(out);
        try {
            services.homes().list(state).forEach(row -> HomeRows.show(row, out));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ExitCode.OK;
    }
}
