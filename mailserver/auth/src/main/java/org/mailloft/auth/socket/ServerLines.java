package org.mailloft.auth.socket;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailloft.auth.AuthResult.Kind;
import org.mailloft.auth.Mechanism;
import org.mailloft.auth.Verdict;
import org.mailloft.conf.TabEscape;

/** Lines that the server sends, each with its LF. */
final class ServerLines {

    static final int MAJOR_VERSION = 1;
    private static final int MINOR_VERSION = 2;

    /** What password databases may say, and clients need not know. */
    private static final Set<String> HIDDEN = Set.of("allow_nets", "allow_real_nets", "delay_until", "fail");

    private ServerLines() {}

    /**
     * The greeting.
     *
     * @param process number of this process
     * @param connection which connection of this process it is
     * @param cookie 16 random octets
     */
    static String handshake(List<Mechanism> mechanisms, long process, long connection, byte[] cookie) {
        var lines = new StringBuilder();
        lines.append("VERSION\t" + MAJOR_VERSION + "\t" + MINOR_VERSION + "\n");
        for (var mechanism : mechanisms) {
            lines.append("MECH\t").append(mechanism.name());
            if (mechanism.isPlaintext()) {
                lines.append("\tplaintext");
            }
            lines.append('\n');
        }
        return lines.append("SPID\t" + process + "\nCUID\t" + connection + "\nCOOKIE\t")
                .append(HexFormat.of().formatHex(cookie))
                .append("\nDONE\n")
                .toString();
    }

    static String challenge(long id, byte[] octets) {
        return "CONT\t" + id + "\t" + Base64.getEncoder().encodeToString(octets) + "\n";
    }

    /** A refusal without the failure delay, for a client that has made a mistake. */
    static String failure(long id, Optional<String> code, String reason) {
        return "FAIL\t" + id + code.map(text -> "\tcode=" + text).orElse("") + field("reason", reason) + "\n";
    }

    static String verdict(long id, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Right right ->
                "OK\t" + id + field("user", right.user()) + fields(right.fields())
                        + (right.given().equals(right.user()) ? "" : field("original_user", right.given()))
                        + right.master().map(name -> field("auth_user", name)).orElse("") + "\n";
            case Verdict.Wrong wrong -> failed(id, wrong.who(), code(wrong.kind()), wrong.fields());
            case Verdict.Unavailable(var who) -> failed(id, who, Optional.of("temp_fail"), Map.of());
        };
    }

    private static String failed(
            long id, Optional<Verdict.Who> who, Optional<String> code, Map<String, String> fields) {
        return "FAIL\t" + id
                + who.map(one -> field("user", one.user().orElse(one.given()))).orElse("")
                + code.map(text -> field("code", text)).orElse("")
                + fields(fields)
                + who.filter(one -> !one.user().equals(Optional.of(one.given())))
                        .map(one -> field("original_user", one.given()))
                        .orElse("")
                + "\n";
    }

    private static Optional<String> code(Kind kind) {
        return switch (kind) {
            case CREDENTIALS -> Optional.empty();
            case AUTHORIZATION -> Optional.of("authz_fail");
            case USER_DISABLED -> Optional.of("user_disabled");
            case PASSWORD_EXPIRED -> Optional.of("pass_expired");
            case LOGIN_DISABLED -> Optional.of("login_disabled");
            case UNKNOWN_MECHANISM -> Optional.of("mech_invalid");
            case INVALID_BASE64 -> Optional.of("invalid_base64");
            case ABORTED -> Optional.empty();
            case PLAINTEXT_DISALLOWED -> Optional.of("mech_ssl_required");
        };
    }

    /** Flags are told by their name alone. */
    private static String fields(Map<String, String> fields) {
        var text = new StringBuilder();
        fields.forEach((name, value) -> {
            if (!HIDDEN.contains(name)) {
                text.append(value.isEmpty() ? "\t" + TabEscape.escape(name) : field(name, value));
            }
        });
        return text.toString();
    }

    private static String field(String name, String value) {
        return "\t" + TabEscape.escape(name) + "=" + TabEscape.escape(value);
    }
}
