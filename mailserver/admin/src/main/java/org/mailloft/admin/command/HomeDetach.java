package org.mailloft.admin.command;

import org.mailloft.admin.AdminCommand;
import org.mailloft.admin.Params;

/** {@code doveadm home detach}: takes the home of an id away from its place until it gets another one. */
final class HomeDetach {

    private HomeDetach() {}

    static AdminCommand parse(Params params) {
        var id = HomeCommand.id(params);
        return new HomeCommand(homes -> homes.detach(id, params.one("place")));
    }
}
