package org.mailloft.admin.command;

import org.mailloft.admin.AdminCommand;
import org.mailloft.admin.AdminServices;
import org.mailloft.admin.Output;
import org.mailloft.admin.Params;
import org.mailloft.auth.AuthResult;
import org.mailloft.auth.UserRecord;

/** {@code doveadm auth login}: as {@code auth test}, and what a session of this user would start with. */
record AuthLogin(Credentials credentials) implements AdminCommand {

    static AuthLogin parse(Params params) {
        return new AuthLogin(Credentials.parse(params));
    }

    @Override
    public int run(AdminServices services, Output out) {
        var result = credentials.login(services.users());
        int code = new AuthTest(credentials).show(result, out);
        if (result instanceof AuthResult.Success success) {
            out.text("userdb extra fields:\n" + userdbFields(success.user()));
            out.text("  auth_mech=" + success.mechanism() + "\n");
        }
        return code;
    }

    private static String userdbFields(UserRecord user) {
        var text = new StringBuilder("  " + user.name() + "\n");
        text.append("  uid=").append(user.uid()).append("\n  gid=").append(user.gid());
        text.append("\n  home=").append(user.home()).append('\n');
        user.fields()
                .forEach((name, value) ->
                        text.append("  ").append(name).append('=').append(value).append('\n'));
        return text.toString();
    }
}
