package org.mailloft.auth;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.mailloft.conf.Variables;

/** One login or lookup on its way through the databases. One thread. */
final class Login {

    private static final String FOR_USERDB = "userdb_";

    private final AuthRequest request;
    private final String originalUser;
    private String user;
    private Optional<String> loginUser;
    private Optional<String> masterUser = Optional.empty();
    private Fields passdbFields = new Fields();
    private Fields userdbFields = new Fields();
    private boolean passwordVerified;
    private boolean nodelay;

    /** State that a failed database must not leave traces in. */
    record Saved(String user, Fields passdbFields, Fields userdbFields) {}

    Login(AuthRequest request, UsernameRules.Names names) {
        this.request = request;
        this.originalUser = names.given();
        this.user = names.user();
        this.loginUser = names.loginUser();
    }

    AuthRequest request() {
        return request;
    }

    String user() {
        return user;
    }

    /** The name as the client wrote it, without the one that a master user wants to be. */
    String originalUser() {
        return originalUser;
    }

    Optional<String> loginUser() {
        return loginUser;
    }

    Optional<String> masterUser() {
        return masterUser;
    }

    Fields passdbFields() {
        return passdbFields;
    }

    Fields userdbFields() {
        return userdbFields;
    }

    boolean isPasswordVerified() {
        return passwordVerified;
    }

    void passwordVerified() {
        passwordVerified = true;
    }

    boolean isNodelay() {
        return nodelay;
    }

    AuthQuery query() {
        return new AuthQuery(
                user, loginUser, originalUser, passwordVerified, request, passdbFields.asMap(), userdbFields.asMap());
    }

    /** The master user has proved himself: from now on it is about the user he wants to be. */
    void becomeLoginUser() {
        masterUser = Optional.of(user);
        user = loginUser.orElseThrow();
        loginUser = Optional.empty();
    }

    /** Takes in what a password database says. */
    void applyPassdb(Map<String, String> fields) {
        fields.forEach((name, value) -> {
            if (name.startsWith(FOR_USERDB)) {
                userdbFields.set(name.substring(FOR_USERDB.length()), value);
                return;
            }
            switch (name) {
                case "user", "username", "domain" -> rename(name, value);
                case "login_user" -> loginUser = Optional.of(value);
                case "nodelay" -> {
                    nodelay = true;
                    passdbFields.set(name, value);
                }
                default -> passdbFields.set(name, value);
            }
        });
    }

    /** Takes in what a user database says. */
    void applyUserdb(Map<String, String> fields) {
        fields.forEach((name, value) -> {
            if (name.equals("user")) {
                user = value;
            } else {
                userdbFields.set(name, value);
            }
        });
    }

    private void rename(String part, String value) {
        int at = user.indexOf('@');
        user = switch (part) {
            case "username" -> at < 0 ? value : value + user.substring(at);
            case "domain" -> (at < 0 ? user : user.substring(0, at)) + "@" + value;
            default -> value;
        };
    }

    /** {@code key=value key2} words of a section as fields, variables expanded. */
    Map<String, String> words(String template) {
        if (template.isBlank()) {
            return Map.of();
        }
        var variables = query().variables();
        var words = new Fields();
        Arrays.stream(template.strip().split("\\s+")).forEach(word -> addWord(words, word, variables));
        return words.asMap();
    }

    private static void addWord(Fields words, String word, Variables variables) {
        int equals = word.indexOf('=');
        if (equals < 0) {
            words.set(word, "");
        } else {
            words.set(word.substring(0, equals), variables.expand(word.substring(equals + 1)));
        }
    }

    /** What {@link #restore} goes back to when a database fails. */
    Saved save() {
        return new Saved(user, passdbFields.copy(), userdbFields.copy());
    }

    void restore(Saved before) {
        user = before.user();
        passdbFields = before.passdbFields();
        userdbFields = before.userdbFields();
    }

    Optional<InetAddress> remoteAddress() {
        return request.remoteIp().isEmpty() ? Optional.empty() : Optional.of(InetAddress.ofLiteral(request.remoteIp()));
    }
}
