package org.mailloft.auth;

import java.util.Map;
import java.util.Optional;
import org.mailloft.conf.Variables;

/**
 * What a database is asked about.
 *
 * @param user name to look up, already in its final form
 * @param loginUser whom a master user wants to be
 * @param originalUser the name as the client wrote it, without the one that a master user wants to be
 * @param authenticated whether he has logged in, so that he is known to exist
 * @param request from where
 * @param passdbFields what password databases said so far, for {@code %{passdb:name}}
 * @param userdbFields what user databases said so far, for {@code %{userdb:name}}
 */
public record AuthQuery(
        String user,
        Optional<String> loginUser,
        String originalUser,
        boolean authenticated,
        AuthRequest request,
        Map<String, String> passdbFields,
        Map<String, String> userdbFields) {

    /** All variables that settings of a database may use, but the password. */
    public Variables variables() {
        var builder = Variables.builder()
                .withUser(user)
                .with('s', "service", request.service())
                .with('l', "lip", request.localIp())
                .with('r', "rip", request.remoteIp())
                .with('c', "secured", request.tls() ? "TLS" : request.secured() ? "secured" : "")
                .with("session", request.sessionId())
                .with("domain_first", afterFirstAt(user))
                .with("domain_last", user.substring(user.lastIndexOf('@') + 1))
                .with("master_user", loginUser.isPresent() ? user : "");
        named(builder, "login", loginUser.orElse(""));
        named(builder, "orig", originalUser);
        return builder.withFunction("passdb", argument -> field(passdbFields, argument))
                .withFunction("userdb", argument -> field(userdbFields, argument))
                .build();
    }

    private static void named(Variables.Builder builder, String prefix, String name) {
        int at = name.indexOf('@');
        builder.with(prefix + "_user", name)
                .with(prefix + "_username", at < 0 ? name : name.substring(0, at))
                .with(prefix + "_domain", afterFirstAt(name));
    }

    private static String afterFirstAt(String name) {
        int at = name.indexOf('@');
        return at < 0 ? "" : name.substring(at + 1);
    }

    /** {@code name} or {@code name:default}. */
    private static Optional<String> field(Map<String, String> fields, String argument) {
        int colon = argument.indexOf(':');
        var name = colon < 0 ? argument : argument.substring(0, colon);
        return Optional.ofNullable(fields.getOrDefault(name, colon < 0 ? null : argument.substring(colon + 1)));
    }

    /** Who and from where, as Dovecot's log lines put it: {@code user,ip,<session>}. */
    String logIdentity() {
        return logIdentity(user, request, loginUser.isPresent());
    }

    static String logIdentity(String user, AuthRequest request, boolean master) {
        return user
                + (request.remoteIp().isEmpty() ? "" : "," + request.remoteIp())
                + (master ? ",master" : "")
                + (request.sessionId().isEmpty() ? "" : ",<" + request.sessionId() + ">");
    }
}
