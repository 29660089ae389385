package org.mailloft.admin.command;

import org.mailloft.admin.AdminCommand;
import org.mailloft.admin.Params;

/** {@code doveadm home restore}: brings back a home that was set aside. */
final class HomeRestore {

    private HomeRestore() {}

    static AdminCommand parse(Params params) {
        var id = HomeCommand.id(params);
        return new HomeCommand(homes -> homes.restore(id, params.one("name"), params.one("place")));
    }
}
