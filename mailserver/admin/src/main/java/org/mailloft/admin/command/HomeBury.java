package org.mailloft.admin.command;

import org.mailloft.admin.AdminCommand;
import org.mailloft.admin.Params;

/** {@code doveadm home bury}: takes the home of an id away from its place, to be removed when its time is over. */
final class HomeBury {

    private HomeBury() {}

    static AdminCommand parse(Params params) {
        var id = HomeCommand.id(params);
        return new HomeCommand(homes ->
                homes.bury(id, params.one("place"), params.text("reason").orElse("")));
    }
}
