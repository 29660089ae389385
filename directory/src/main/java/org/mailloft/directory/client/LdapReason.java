package org.mailloft.directory.client;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.directory.api.ldap.model.exception.LdapAuthenticationException;
import org.apache.directory.api.ldap.model.exception.LdapInvalidDnException;

/**
 * Why the LDAP library could not do something, in words for whoever has to repair it. The library has codes of its own in
 * its messages, says a timeout for a server that speaks no TLS, and nothing at all for a wrong password.
 */
final class LdapReason {

    /**
     * A phrase for a kind of message.
     *
     * @param words where {@code %s} stands for what the group of the pattern found
     */
    private record Phrase(Pattern message, String words) {

        static Phrase of(String message, String words) {
            return new Phrase(Pattern.compile(message, Pattern.CASE_INSENSITIVE), words);
        }
    }

    private static final List<Phrase> PHRASES = List.of(
            Phrase.of("does not name (\\S+)$", "its certificate is not for the name %s"),
            Phrase.of("expired|NotAfter|validity check failed", "its certificate has expired"),
            Phrase.of(
                    "unable to find valid certification path|certification path|self.signed",
                    "its certificate is not by an authority that is trusted"),
            Phrase.of("^ERR_04121", "there is no host of this name"),
            Phrase.of("^ERR_04110\\S* .*: (.+)$", "%s"),
            // closed before, or while, it is spoken to
            Phrase.of("calling function checkSecured|WriteToClosedSession", "it does not answer in TLS"),
            Phrase.of("^ERR_04170|^ERR_04169|^ERR_04112", "no answer in time"),
            Phrase.of("unsupported extended operation", "it does not know StartTLS"),
            Phrase.of("confidentiality required", "it takes passwords over TLS only"),
            Phrase.of("server will disconnect", "it closes the connection"));

    private static final Pattern CODE = Pattern.compile("^(?:ERR|MSG)_[0-9]+_\\S+\\s+");

    private LdapReason() {}

    /** A part of a sentence, without an end. */
    static String of(Throwable failure) {
        String message =
                failure.getMessage() == null ? "" : failure.getMessage().strip();
        // result code 49 for both, so that nobody can find out who has an account
        if (failure instanceof LdapAuthenticationException) {
            return "the password is wrong, or there is no such account";
        }
        if (failure instanceof LdapInvalidDnException) {
            return "that is not a name of an entry, such as cn=mail,dc=example,dc=org";
        }
        for (Phrase phrase : PHRASES) {
            var match = phrase.message().matcher(message);
            if (match.find()) {
                return match.groupCount() == 0 ? phrase.words() : phrase.words().formatted(match.group(1));
            }
        }
        return message.isEmpty()
                ? failure.getClass().getSimpleName()
                : CODE.matcher(message).replaceFirst("");
    }
}
