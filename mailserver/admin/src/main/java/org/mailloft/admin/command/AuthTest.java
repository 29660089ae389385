package org.mailloft.admin.command;

import org.mailloft.admin.AdminCommand;
import org.mailloft.admin.AdminServices;
import org.mailloft.admin.Output;
import org.mailloft.admin.Params;
import org.mailloft.auth.AuthResult;
import org.mailloft.doveadm.ExitCode;

/** {@code doveadm auth test}: whether a password is right. */
record AuthTest(Credentials credentials) implements AdminCommand {

    static AuthTest parse(Params params) {
        return new AuthTest(Credentials.parse(params));
    }

    @Override
    public int run(AdminServices services, Output out) {
        return show(credentials.login(services.users()), out);
    }

    /** Prints what the password database said; returns the exit code. */
    int show(AuthResult result, Output out) {
        return switch (result) {
            case AuthResult.Success success -> {
                out.text("passdb: " + credentials.user() + " auth succeeded\nextra fields:\n  user="
                        + success.user().name() + "\n");
                yield ExitCode.OK;
            }
            case AuthResult.Refused _ -> {
                out.text("passdb: " + credentials.user() + " auth failed\nextra fields:\n  user=" + credentials.user()
                        + "\n");
                yield ExitCode.NO_PERMISSION;
            }
            case AuthResult.Unavailable _ -> {
                out.text("passdb: " + credentials.user() + " auth failed\nextra fields:\n  temp\n");
                yield ExitCode.TEMPORARY;
            }
        };
    }
}
