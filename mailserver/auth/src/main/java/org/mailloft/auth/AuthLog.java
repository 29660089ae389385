package org.mailloft.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.mailloft.auth.scheme.StoredPassword;
import org.mailloft.conf.Secret;
import org.mailloft.net.SessionLog;

/** Log lines of the login checks, word for word as Dovecot writes them: fail2ban and people search for them. */
final class AuthLog {

    private final SessionLog log;
    private final boolean debug;
    private final boolean debugPasswords;
    private final boolean verbose;
    private final String verbosePasswords;

    AuthLog(SessionLog log, AuthSettings settings) {
        this.log = log;
        this.debug = settings.debug() || settings.debugPasswords();
        this.debugPasswords = settings.debugPasswords();
        this.verbose = settings.verbose() || debug;
        this.verbosePasswords = settings.verbosePasswords();
    }

    /** @param override {@code auth_verbose} of the section: {@code yes}, {@code no} or {@code default} */
    private boolean isVerbose(String override) {
        return override.equals("yes") || verbose && !override.equals("no");
    }

    void failure(PassdbSettings section, String database, AuthQuery query, String text, Secret password) {
        if (isVerbose(section.authVerbose())) {
            log.info(database + "(" + query.logIdentity() + "): " + text + given(password));
        }
    }

    /** A step on the way to an answer. */
    void debug(String database, AuthQuery query, String text) {
        if (debug) {
            log.debug(database + "(" + query.logIdentity() + "): " + text);
        }
    }

    /** Two passwords that are not the same, where these may be shown. */
    void difference(String database, AuthQuery query, StoredPassword stored, Secret given) {
        if (debugPasswords) {
            debug(
                    database,
                    query,
                    stored.scheme() + "(" + given.reveal() + ") != '"
                            + stored.data().reveal() + "'");
        }
    }

    void info(String database, AuthQuery query, String text) {
        log.info(database + "(" + query.logIdentity() + "): " + text);
    }

    void info(String text) {
        log.info(text);
    }

    void error(String database, AuthQuery query, String text) {
        log.error(database + "(" + query.logIdentity() + "): " + text);
    }

    /** Before any database is asked; the name of the mechanism stands for it. */
    void mechanism(String mechanism, AuthRequest request, String text) {
        log.info(mechanism + "(" + AuthQuery.logIdentity("?", request, false) + "): " + text);
    }

    private String given(Secret password) {
        int colon = verbosePasswords.indexOf(':');
        var kind = colon < 0 ? verbosePasswords : verbosePasswords.substring(0, colon);
        int length = colon < 0 ? Integer.MAX_VALUE : Integer.parseInt(verbosePasswords.substring(colon + 1));
        return switch (kind) {
            case "plain", "yes" -> " (given password: " + shortened(password.reveal(), length) + ")";
            case "sha1" -> " (SHA1 of given password: " + shortened(sha1(password), length) + ")";
            default -> "";
        };
    }

    private static String shortened(String text, int length) {
        return text.substring(0, Math.min(length, text.length()));
    }

    private static String sha1(Secret password) {
        try {
            var digest = MessageDigest.getInstance("SHA-1");
            return HexFormat.of().formatHex(digest.digest(password.reveal().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
