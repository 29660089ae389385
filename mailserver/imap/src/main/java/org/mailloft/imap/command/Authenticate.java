package org.mailloft.imap.command;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mailloft.auth.AuthResult;
import org.mailloft.auth.SaslExchange;
import org.mailloft.imap.Command;
import org.mailloft.imap.ImapSession;
import org.mailloft.imap.Responder;
import org.mailloft.imap.ResponseCode;
import org.mailloft.imap.wire.ImapReader;

/**
 * AUTHENTICATE: a SASL exchange. RFC 3501 section 6.2.2; the initial response is RFC 4959.
 *
 * @param mechanism in capitals
 * @param initial the initial response as it was sent, in base64 or {@code =}
 */
record Authenticate(String mechanism, Optional<String> initial) implements Command {

    /** Mechanisms that show the password to everybody who listens. */
    private static final Set<String> PLAINTEXT = Set.of("PLAIN", "LOGIN");

    private static final byte[] EMPTY = {};

    /** {@code authenticate = "AUTHENTICATE" SP auth-type [SP (base64 / "=")]} */
    static Authenticate parse(ImapReader in) {
        var mechanism = in.sp().atom().toUpperCase(Locale.ROOT);
        var initial = in.optionalSp() ? Optional.of(in.atom()) : Optional.<String>empty();
        in.crlf();
        return new Authenticate(mechanism, initial);
    }

    @Override
    public void run(ImapSession session, Responder out) {
        var login = session.login();
        if ((PLAINTEXT.contains(mechanism) || login.isTlsMissing()) && login.refusePlaintext(out, mechanism)) {
            return;
        }
        byte[] response = null;
        if (initial.isPresent()) {
            response = initial.get().equals("=") ? EMPTY : decoded(initial.get());
            if (response == null) {
                login.finish(refused(AuthResult.Kind.INVALID_BASE64), out);
                return;
            }
        }
        var exchange = session.service().authentication().begin(mechanism, login.request());
        if (response != null && !exchange.acceptsInitialResponse()) {
            out.bad("Mechanism has no initial response.");
            return;
        }
        while (true) {
            switch (exchange.next(response)) {
                case SaslExchange.Step.Done<AuthResult> done -> {
                    login.finish(done.result(), out);
                    return;
                }
                case SaslExchange.Step.Challenge<AuthResult> challenge -> {
                    out.proceed(Base64.getEncoder().encodeToString(challenge.octets()));
                    var line = session.reader().line();
                    if (line.equals("*")) {
                        login.finish(refused(AuthResult.Kind.ABORTED), out);
                        return;
                    }
                    response = decoded(line);
                    if (response == null) {
                        out.no(ResponseCode.ALERT, "Invalid base64 in response");
                        return;
                    }
                }
            }
        }
    }

    private AuthResult refused(AuthResult.Kind kind) {
        return new AuthResult.Refused("", kind, "", mechanism);
    }

    /** Null when it is not base64. */
    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Authenticate[" + mechanism + "]";
    }
}
