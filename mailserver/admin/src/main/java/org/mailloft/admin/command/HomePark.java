package org.mailloft.admin.command;

import org.mailloft.admin.AdminCommand;
import org.mailloft.admin.Params;

/** {@code doveadm home park}: takes the home of an id away from its place and keeps it. */
final class HomePark {

    private HomePark() {}

    static AdminCommand parse(Params params) {
        var id = HomeCommand.id(params);
        return new HomeCommand(homes ->
                homes.park(id, params.one("place"), params.text("reason").orElse("")));
    }
}
