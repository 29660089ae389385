package org.mailloft.conf;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The letters between width and key. Case changes touch ASCII letters only, as user names are compared that way. */
enum VariableModifier {
    LOWER('L') {
        @Override
        String apply(String value, VariableWindow window) {
            return mapAscii(value, 'A', 'Z', 'a' - 'A');
        }
    },
    UPPER('U') {
        @Override
        String apply(String value, VariableWindow window) {
            return mapAscii(value, 'a', 'z', 'A' - 'a');
        }
    },
    ESCAPE('E') {
        @Override
        String apply(String value, VariableWindow window) {
            return value.replaceAll("[\"'\\\\]", "\\\\$0");
        }
    },
    HEX('X') {
        @Override
        String apply(String value, VariableWindow window) {
            try {
                return Long.toHexString(Long.parseUnsignedLong(value));
            } catch (NumberFormatException _) {
                return "0";
            }
        }
    },
    REVERSE('R') {
        @Override
        String apply(String value, VariableWindow window) {
            return new StringBuilder(value).reverse().toString();
        }
    },
    OLD_HASH('H') {
        @Override
        String apply(String value, VariableWindow window) {
            return hashText(pjwHash(octets(value)), window);
        }
    },
    NEW_HASH('N') {
        @Override
        String apply(String value, VariableWindow window) {
            long head = 0;
            byte[] digest = md5(octets(value));
            for (int i = 0; i < Long.BYTES; i++) {
                head = head << 8 | (digest[i] & 0xFF);
            }
            return hashText(head, window);
        }
    },
    MD5('M') {
        @Override
        String apply(String value, VariableWindow window) {
            return HexFormat.of().formatHex(md5(octets(value)));
        }
    },
    DOMAIN_COMPONENTS('D') {
        @Override
        String apply(String value, VariableWindow window) {
            return value.replace(".", ",dc=");
        }
    },
    TRIM('T') {
        @Override
        String apply(String value, VariableWindow window) {
            return value.stripTrailing();
        }
    };

    private final char letter;

    VariableModifier(char letter) {
        this.letter = letter;
    }

    static Optional<VariableModifier> of(char letter) {
        for (VariableModifier modifier : values()) {
            if (modifier.letter == letter) {
                return Optional.of(modifier);
            }
        }
        return Optional.empty();
    }

    abstract String apply(String value, VariableWindow window);

    private static String mapAscii(String value, char first, char last, int distance) {
        var out = new StringBuilder(value);
        for (int i = 0; i < out.length(); i++) {
            char c = out.charAt(i);
            if (c >= first && c <= last) {
                out.setCharAt(i, (char) (c + distance));
            }
        }
        return out.toString();
    }

    private static String hashText(long hash, VariableWindow window) {
        int modulus = window.takeWidth();
        long value = modulus == 0 ? hash : Long.remainderUnsigned(hash, modulus);
        String digits = Integer.toHexString((int) value);
        return "0".repeat(Math.max(0, window.takeOffset() - digits.length())) + digits;
    }

    /** P. J. Weinberger's hash on 32 bits. */
    private static long pjwHash(byte[] octets) {
        int hash = 0;
        for (byte octet : octets) {
            hash = (hash << 4) + octet;
            int high = hash & 0xF0000000;
            if (high != 0) {
                hash ^= high >>> 24;
                hash ^= high;
            }
        }
        return Integer.toUnsignedLong(hash);
    }

    private static byte[] md5(byte[] octets) {
        try {
            return MessageDigest.getInstance("MD5").digest(octets);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] octets(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
