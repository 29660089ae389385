package org.mailloft.conf;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** {@code %{sha256;rounds=2,truncate=32,salt=s,format=hex|hexuc|base64:key}} and its siblings. */
enum VariableDigest {
    MD5("MD5"),
    SHA1("SHA-1"),
    SHA256("SHA-256"),
    SHA384("SHA-384"),
    SHA512("SHA-512"),
    SHA3_256("SHA3-256"),
    SHA3_512("SHA3-512"),
    /** PBKDF2 with HMAC-SHA-256, RFC 8018 section 5.2; salted with the key's name unless told otherwise. */
    PKCS5("SHA-256");

    private static final int MAX_ROUNDS = 10_000_000;
    private static final int PKCS5_ROUNDS = 2048;
    /** Dovecot derives as many octets as its HMAC context is large. */
    private static final int PKCS5_OCTETS = 336;

    private final String algorithm;

    VariableDigest(String algorithm) {
        this.algorithm = algorithm;
    }

    static Optional<VariableDigest> named(String name) {
        for (VariableDigest digest : values()) {
            if (digest.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name)) {
                return Optional.of(digest);
            }
        }
        return Optional.empty();
    }

    /** @param head the name with its options, up to the colon */
    String expand(String head, String key, VariableExpansion expansion) {
        try {
            String value = expansion.longKey(key);
            var options = new Options(head, this == PKCS5 ? key : "", this == PKCS5 ? PKCS5_ROUNDS : 1, expansion);
            byte[] salt = octets(options.salt);
            byte[] digest = this == PKCS5
                    ? deriveKey(octets(value), salt, options.rounds)
                    : digest(octets(value), salt, options.rounds);
            return format(truncate(digest, options.truncateBits), options.format);
        } catch (BadTemplate e) {
            return expansion.fail(e.getMessage(), "");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] digest(byte[] value, byte[] salt, int rounds) throws GeneralSecurityException {
        var digest = MessageDigest.getInstance(algorithm);
        byte[] current = value;
        for (int i = 0; i < rounds; i++) {
            digest.update(salt);
            current = digest.digest(current);
        }
        return current;
    }

    private static byte[] deriveKey(byte[] password, byte[] salt, int rounds) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(password.length == 0 ? new byte[1] : password, "HmacSHA256"));
        byte[] out = new byte[PKCS5_OCTETS];
        for (int block = 1, at = 0; at < out.length; block++, at += mac.getMacLength()) {
            mac.update(salt);
            byte[] round = mac.doFinal(
                    new byte[] {(byte) (block >>> 24), (byte) (block >>> 16), (byte) (block >>> 8), (byte) block});
            byte[] sum = round.clone();
            for (int i = 1; i < rounds; i++) {
                round = mac.doFinal(round);
                for (int j = 0; j < sum.length; j++) {
                    sum[j] ^= round[j];
                }
            }
            System.arraycopy(sum, 0, out, at, Math.min(sum.length, out.length - at));
        }
        return out;
    }

    /** The first {@code bits} bits as a number in as few octets as they need; all for 0. */
    private static byte[] truncate(byte[] digest, int bits) {
        if (bits == 0 || bits >= digest.length * 8) {
            return digest;
        }
        byte[] shifted =
                new BigInteger(1, digest).shiftRight(digest.length * 8 - bits).toByteArray();
        byte[] out = new byte[(bits + 7) / 8];
        int count = Math.min(out.length, shifted.length);
        System.arraycopy(shifted, shifted.length - count, out, out.length - count, count);
        return out;
    }

    /** Dovecot prints {@code hexuc} in lower case too, and hashed directories depend on it. */
    private static String format(byte[] digest, String format) {
        return format.equals("base64")
                ? Base64.getEncoder().encodeToString(digest)
                : HexFormat.of().formatHex(digest);
    }

    private static byte[] octets(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    private static final class Options {
        private String salt;
        private int rounds;
        private int truncateBits;
        private String format = "hex";

        Options(String head, String salt, int rounds, VariableExpansion expansion) {
            this.salt = salt;
            this.rounds = rounds;
            int semicolon = head.indexOf(';');
            for (String option : semicolon < 0
                    ? new String[0]
                    : head.substring(semicolon + 1).split(",")) {
                int equals = option.indexOf('=');
                if (equals < 0) {
                    continue;
                }
                String value = option.substring(equals + 1);
                switch (option.substring(0, equals)) {
                    case "rounds" -> this.rounds = rounds(value);
                    case "truncate" -> truncateBits = number(value, "truncbits");
                    case "format" -> format = format(value);
                    case "salt" -> {
                        this.salt = expansion.expand(value);
                        return; // in Dovecot nothing after the salt counts, and stored digests depend on it
                    }
                    default -> {}
                }
            }
        }

        private static int rounds(String value) {
            int rounds = number(value, "rounds");
            if (rounds < 1) {
                throw new BadTemplate("Cannot parse hash arguments:rounds must be at least 1");
            }
            if (rounds > MAX_ROUNDS) {
                throw new BadTemplate("Cannot parse hash arguments:rounds must be at most " + MAX_ROUNDS);
            }
            return rounds;
        }

        private static int number(String value, String what) {
            try {
                return Integer.parseUnsignedInt(value);
            } catch (NumberFormatException _) {
                throw new BadTemplate("Cannot parse hash arguments:'" + value + "' is not number for " + what);
            }
        }

        private static String format(String value) {
            if (!value.equals("hex") && !value.equals("hexuc") && !value.equals("base64")) {
                throw new BadTemplate("Cannot parse hash arguments:'" + value + "' is not supported format");
            }
            return value;
        }
    }
}
