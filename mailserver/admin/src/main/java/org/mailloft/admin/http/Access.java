package org.mailloft.admin.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.mailloft.net.Peer;

/** Whether a request comes from somebody who may administrate. */
record Access(AdminSettings settings) {

    /** A unix socket is guarded by the permissions of its file. */
    boolean isGranted(Peer peer, HttpRequest request) {
        return peer.unix() || hasSecret(request.field("authorization"));
    }

    private boolean hasSecret(String authorization) {
        int space = authorization.indexOf(' ');
        if (space < 0) {
            return false;
        }
        var given = decoded(authorization.substring(space + 1).strip());
        return switch (authorization.substring(0, space).toLowerCase(Locale.ROOT)) {
            case "x-dovecot-api" ->
                !settings.apiKey().isEmpty() && settings.apiKey().matches(given);
            case "basic" ->
                !settings.password().isEmpty()
                        && given.startsWith("doveadm:")
                        && settings.password().matches(given.substring("doveadm:".length()));
            default -> false;
        };
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    /** Header fields that tell which secrets are accepted. */
    String challenges() {
        return (settings.apiKey().isEmpty() ? "" : "WWW-Authenticate: X-Dovecot-API\r\n")
                + (settings.password().isEmpty() ? "" : "WWW-Authenticate: Basic Realm=\"doveadm\"\r\n");
    }
}
