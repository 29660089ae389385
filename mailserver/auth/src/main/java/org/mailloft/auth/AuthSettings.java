package org.mailloft.auth;

import java.time.Duration;
import java.util.List;
import org.mailloft.conf.Setting;

/**
 * How logins are checked and users are found.
 *
 * @param mechanisms SASL mechanisms to offer, in this order
 * @param defaultRealm domain of names without one; empty leaves them alone
 * @param masterUserSeparator one character between user and master user in a login name; empty for no such logins
 * @param usernameChars characters a name may have; empty for all
 * @param usernameTranslation pairs of characters, from and to
 * @param usernameFormat template for the name to go on with
 * @param cacheOctets about how much memory cached answers may take; 0 for no cache
 * @param cacheTtl how long an answer is good
 * @param cacheNegativeTtl how long "no such user" is good
 * @param failureDelay how long a refused client waits
 * @param verbose whether the reason of each failure is logged
 * @param verbosePasswords whether wrong passwords are logged: {@code no}, {@code plain} or {@code sha1}, the last two
 *     perhaps with {@code :} and a number of characters
 * @param debug whether each step is logged, and the reason of each failure with them
 * @param debugPasswords whether passwords are logged with the steps; implies them
 * @param disablePlaintextAuth whether passwords are refused on connections that are not secured
 * @param requireClientCert whether a login needs a certificate of the client too
 * @param homeTemplate mail home of users whose database has none
 */
public record AuthSettings(
        @Setting("auth_mechanisms") List<String> mechanisms,
        @Setting("auth_default_realm") String defaultRealm,
        @Setting("auth_master_user_separator") String masterUserSeparator,
        @Setting("auth_username_chars") String usernameChars,
        @Setting("auth_username_translation") String usernameTranslation,
        @Setting("auth_username_format") String usernameFormat,
        @Setting("auth_cache_size") long cacheOctets,
        @Setting("auth_cache_ttl") Duration cacheTtl,
        @Setting("auth_cache_negative_ttl") Duration cacheNegativeTtl,
        @Setting("auth_failure_delay") Duration failureDelay,
        @Setting("auth_verbose") boolean verbose,
        @Setting("auth_verbose_passwords") String verbosePasswords,
        @Setting("auth_debug") boolean debug,
        @Setting("auth_debug_passwords") boolean debugPasswords,
        @Setting("disable_plaintext_auth") boolean disablePlaintextAuth,
        @Setting("auth_ssl_require_client_cert") boolean requireClientCert,
        @Setting("mail_home") String homeTemplate,
        @Setting("passdb") List<PassdbSettings> passdbs,
        @Setting("userdb") List<UserdbSettings> userdbs) {

    private static final String DEFAULT_CHARS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ01234567890.-_@";

    /** Dovecot's defaults with these databases. */
    public static AuthSettings of(List<PassdbSettings> passdbs, List<UserdbSettings> userdbs) {
        return new AuthSettings(
                List.of("plain"),
                "",
                "",
                DEFAULT_CHARS,
                "",
                "%Lu",
                0,
                Duration.ofHours(1),
                Duration.ofHours(1),
                Duration.ofSeconds(2),
                false,
                "no",
                false,
                false,
                true,
                false,
                "",
                passdbs,
                userdbs);
    }
}
