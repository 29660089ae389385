package org.mailloft.admin.command;

import org.mailloft.admin.AdminCommand;
import org.mailloft.admin.Params;

/** {@code doveadm home create}: makes the home of an id at a place, and sets aside what stands there of others. */
final class HomeCreate {

    private HomeCreate() {}

    static AdminCommand parse(Params params) {
        var id = HomeCommand.id(params);
        return new HomeCommand(
                homes -> homes.create(id, params.one("place"), params.flag("adopt"), params.flag("bare")));
    }
}
