package org.mailloft.admin;

import java.util.List;
import org.mailloft.auth.AuthRequest;
import org.mailloft.auth.Authentication;
import org.mailloft.auth.LookupResult;
import org.mailloft.doveadm.ExitCode;

/** Which users a mail command is for. */
record Users(List<String> names, boolean several) {

    /** From {@code -u}, {@code -A} or {@code -F}. */
    static Users of(Params params, Authentication users) {
        if (params.flag("allUsers")) {
            return matching("*", users);
        }
        var file = params.text("userFile");
        if (file.isPresent()) {
            return new Users(
                    file.get()
                            .lines()
                            .map(String::strip)
                            .filter(name -> !name.isEmpty())
                            .toList(),
                    true);
        }
        var name = params.text("user")
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new AdminFailure(ExitCode.USAGE, "Fatal: Missing parameter: user"));
        return Wildcards.isPattern(name) ? matching(name, users) : new Users(List.of(name), false);
    }

    private static Users matching(String mask, Authentication users) {
        try (var names = users.users()) {
            return new Users(names.filter(name -> Wildcards.matches(mask, name)).toList(), true);
        }
    }

    static LookupResult lookup(String name, Authentication users) {
        return users.lookup(name, AuthRequest.internal("doveadm"));
    }
}
