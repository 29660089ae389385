package org.mailloft.auth.scheme;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mailloft.conf.Secret;

/**
 * A password as a database holds it: <code>{SCHEME}data</code> or <code>{SCHEME.b64}data</code>. Prints as {@code ***}.
 *
 * @param scheme name without encoding, in capitals
 * @param encoding {@code B64}, {@code BASE64}, {@code HEX} or empty
 * @param data as written
 */
public record StoredPassword(String scheme, String encoding, Secret data) {

    private static final Pattern PREFIXED = Pattern.compile("\\{([^}]*)}(.*)", Pattern.DOTALL);

    /** @param defaultScheme of data without a scheme in front */
    public static StoredPassword of(String text, String defaultScheme) {
        var prefixed = PREFIXED.matcher(text);
        boolean named = prefixed.matches();
        var name = (named ? prefixed.group(1) : defaultScheme).toUpperCase(Locale.ROOT);
        int dot = name.indexOf('.');
        return new StoredPassword(
                dot < 0 ? name : name.substring(0, dot),
                dot < 0 ? "" : name.substring(dot + 1),
                new Secret(named ? prefixed.group(2) : text));
    }

    /** Whether checking costs milliseconds. */
    public boolean isExpensive() {
        return Schemes.named(scheme).map(PasswordScheme::isExpensive).orElse(false);
    }

    /**
     * @param user login name, for schemes that mix it in
     * @throws BadStoredPassword when the scheme is unknown or the data not of its form
     */
    public boolean matches(Secret password, String user) {
        var known = Schemes.named(scheme);
        if (known.isEmpty()) {
            throw new BadStoredPassword("Unknown scheme " + scheme);
        }
        var octets = password.reveal().getBytes(StandardCharsets.UTF_8);
        return known.get().matches(decoded(known.get()), octets, user);
    }

    private byte[] decoded(PasswordScheme known) {
        var text = data.reveal();
        return switch (encoding) {
            case "HEX" -> hex(text).orElseThrow(() -> invalid("hex"));
            case "B64", "BASE64" -> base64(text);
            case "" ->
                switch (known.form()) {
                    case TEXT -> text.getBytes(StandardCharsets.UTF_8);
                    case OCTETS -> guessed(text, known.digestOctets());
                };
            default -> throw new BadStoredPassword("Unknown scheme " + scheme + "." + encoding);
        };
    }

    private byte[] guessed(String text, int digestOctets) {
        if (digestOctets > 0 && text.length() == 2 * digestOctets) {
            var octets = hex(text);
            if (octets.isPresent()) {
                return octets.get();
            }
        }
        return base64(text);
    }

    private byte[] base64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            throw invalid("base64");
        }
    }

    private static Optional<byte[]> hex(String text) {
        try {
            return Optional.of(HexFormat.of().parseHex(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private BadStoredPassword invalid(String expected) {
        return new BadStoredPassword("Password data is not valid for scheme " + scheme + ": Input isn't valid "
                + expected + " encoded data");
    }
}
