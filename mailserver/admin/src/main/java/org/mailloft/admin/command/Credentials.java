package org.mailloft.admin.command;

import org.mailloft.admin.AdminFailure;
import org.mailloft.admin.Params;
import org.mailloft.auth.AuthRequest;
import org.mailloft.auth.AuthResult;
import org.mailloft.auth.Authentication;
import org.mailloft.conf.Secret;
import org.mailloft.doveadm.ExitCode;

/** A user name and password to be tried, as if they came over a protocol. */
record Credentials(String user, Secret password, AuthRequest request) {

    /** {@code -x service=imap -x rip=192.0.2.1} tells from where the login is to seem to come. */
    static Credentials parse(Params params) {
        var password =
                params.text("password").orElseThrow(() -> new AdminFailure(ExitCode.USAGE, "Fatal: No password given"));
        var service = "doveadm";
        var remoteIp = "";
        var localIp = "";
        for (var info : params.list("authInfo")) {
            int equals = info.indexOf('=');
            var value = info.substring(equals + 1);
            switch (equals < 0 ? info : info.substring(0, equals)) {
                case "service" -> service = value;
                case "rip" -> remoteIp = value;
                case "lip" -> localIp = value;
                default -> {
                    // Others matter to no database of ours.
                }
            }
        }
        var request = new AuthRequest(service, "", remoteIp, localIp, true, false);
        return new Credentials(params.one("user"), new Secret(password), request);
    }

    AuthResult login(Authentication users) {
        return users.login(user, password.reveal(), request);
    }
}
