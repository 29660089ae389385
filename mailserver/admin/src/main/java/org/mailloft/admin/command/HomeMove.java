package org.mailloft.admin.command;

import org.mailloft.admin.AdminCommand;
import org.mailloft.admin.Params;

/** {@code doveadm home move}: the home of an id goes from one place to another. */
final class HomeMove {

    private HomeMove() {}

    static AdminCommand parse(Params params) {
        var id = HomeCommand.id(params);
        return new HomeCommand(homes -> homes.move(id, params.one("from"), params.one("to")));
    }
}
