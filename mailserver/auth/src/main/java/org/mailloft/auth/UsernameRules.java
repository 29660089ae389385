package org.mailloft.auth;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Optional;
import org.mailloft.conf.Variables;

/** From the name a client sent to the one that databases are asked for. */
final class UsernameRules {

    /** Octets; RFC 3501 and RFC 5321 know no longer addresses, and log lines stay readable. */
    private static final int MAX_OCTETS = 1024;

    /**
     * A login name taken apart.
     *
     * @param given the part of it that stands for {@code user}, as the client wrote it
     * @param user who gives the password
     * @param loginUser whom he wants to be, when that is somebody else
     */
    record Names(String given, String user, Optional<String> loginUser) {}

    /** A name that can't be one; the message is for the log. */
    static final class BadUsername extends RuntimeException {
        BadUsername(String message) {
            super(message, null, false, false);
        }
    }

    private final AuthSettings settings;
    private final BitSet allowed = new BitSet(256);
    private final byte[] translation = new byte[256];

    UsernameRules(AuthSettings settings) {
        this.settings = settings;
        if (settings.usernameChars().isEmpty()) {
            allowed.set(1, 256);
        }
        for (byte octet : settings.usernameChars().getBytes(StandardCharsets.UTF_8)) {
            allowed.set(octet & 0xff);
        }
        var pairs = settings.usernameTranslation().getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i + 1 < pairs.length; i += 2) {
            translation[pairs[i] & 0xff] = pairs[i + 1];
        }
    }

    /**
     * Takes apart and cleans what a client sent.
     *
     * @param authzid whom the client wants to be, empty for the name itself
     */
    Names names(String username, String authzid) {
        var separator = settings.masterUserSeparator();
        int at = separator.isEmpty() ? -1 : username.indexOf(separator.charAt(0));
        var given = at < 0 ? username : username.substring(at + 1);
        var user = clean(given);
        var wanted = at < 0 ? authzid : username.substring(0, at);
        if (wanted.isEmpty()) {
            if (at >= 0) {
                throw new BadUsername("Empty login username");
            }
            return new Names(given, user, Optional.empty());
        }
        var loginUser = clean(wanted);
        return new Names(given, user, loginUser.equals(user) ? Optional.empty() : Optional.of(loginUser));
    }

    String clean(String username) {
        var name = username.isEmpty() || settings.defaultRealm().isEmpty() || username.contains("@")
                ? username
                : username + "@" + settings.defaultRealm();
        var octets = name.getBytes(StandardCharsets.UTF_8);
        if (octets.length > MAX_OCTETS) {
            throw new BadUsername("Username is too long");
        }
        for (int i = 0; i < octets.length; i++) {
            if (translation[octets[i] & 0xff] != 0) {
                octets[i] = translation[octets[i] & 0xff];
            }
            if (!allowed.get(octets[i] & 0xff)) {
                throw new BadUsername("Username character disallowed by auth_username_chars: 0x%02x (username: %s)"
                        .formatted(octets[i] & 0xff, username));
            }
        }
        var translated = new String(octets, StandardCharsets.UTF_8);
        var formatted = settings.usernameFormat().isEmpty()
                ? translated
                : Variables.builder().withUser(translated).build().expand(settings.usernameFormat());
        if (formatted.isEmpty()) {
            throw new BadUsername("Empty username");
        }
        return formatted;
    }
}
