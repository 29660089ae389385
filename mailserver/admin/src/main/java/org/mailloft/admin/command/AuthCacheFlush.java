package org.mailloft.admin.command;

import java.util.List;
import java.util.Map;
import org.mailloft.admin.AdminCommand;
import org.mailloft.admin.AdminServices;
import org.mailloft.admin.Output;
import org.mailloft.admin.Params;
import org.mailloft.doveadm.ExitCode;
import org.mailloft.doveadm.json.Json;

/** {@code doveadm auth cache flush}: forgets what the user databases have answered, and where mail goes. */
record AuthCacheFlush(List<String> users) implements AdminCommand {

    static AuthCacheFlush parse(Params params) {
        return new AuthCacheFlush(params.list("user"));
    }

    @Override
    public int run(AdminServices services, Output out) {
        int entries = services.users().flushCache(users);
        if (users.isEmpty()) {
            services.routing().flush();
        } else {
            services.routing().flush(users);
        }
        out.text(entries + " cache entries flushed\n");
        out.result(Json.of(List.of(Map.of("entries", Integer.toString(entries)))));
        return ExitCode.OK;
    }
}
