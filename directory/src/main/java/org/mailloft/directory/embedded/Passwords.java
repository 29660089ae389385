package org.mailloft.directory.embedded;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.Crypt;

/**
 * userPassword values, RFC 2307 section 5.3: kept as salted hashes, compared in constant time. A value that comes as a
 * hash is kept as it is. Thread safe.
 */
final class Passwords {

    static final String ATTRIBUTE = "userPassword";
    private static final String CHANGED = "pwdChangedTime";

    private static final Pattern SCHEME = Pattern.compile("\\{([A-Za-z0-9./_-]{2,20})\\}(.*)", Pattern.DOTALL);
    private static final int SALT_OCTETS = 16;

    /** Digest by scheme; what follows the digest in the value is the salt. */
    private static final Map<String, String> DIGESTS = Map.of(
            "SHA", "SHA-1",
            "SSHA", "SHA-1",
            "SHA256", "SHA-256",
            "SSHA256", "SHA-256",
            "SHA512", "SHA-512",
            "SSHA512", "SHA-512",
            "MD5", "MD5",
            "SMD5", "MD5");

    /** Schemes that are recognised as hashes; those without a check here never match. */
    private static final Set<String> OTHERS =
            Set.of("CRYPT", "BCRYPT", "ARGON2", "PBKDF2", "K5KEY", "KINIT", "LANMAN", "SASL");

    private final RandomGenerator random;

    Passwords(RandomGenerator random) {
        this.random = random;
    }

    /** The entry with all passwords hashed. */
    Entry hashed(Entry entry) {
        Attribute attribute = entry.getAttribute(ATTRIBUTE);
        if (attribute != null) {
            String[] values =
                    Arrays.stream(attribute.getValues()).map(this::hashed).toArray(String[]::new);
            entry.setAttribute(ATTRIBUTE, values);
        }
        return entry;
    }

    /** Writes down that the password is another one, or that there is none any more. */
    static void noteChange(Entry before, Entry after, String time) {
        if (!Objects.equals(before.getAttribute(ATTRIBUTE), after.getAttribute(ATTRIBUTE))) {
            after.setAttribute(CHANGED, time);
        }
    }

    String hashed(String value) {
        if (isHash(value)) {
            return value;
        }
        byte[] salt = new byte[SALT_OCTETS];
        random.nextBytes(salt);
        byte[] digest = digest("SHA-256", value, salt);
        byte[] both = Arrays.copyOf(digest, digest.length + salt.length);
        System.arraycopy(salt, 0, both, digest.length, salt.length);
        return "{SSHA256}" + Base64.getEncoder().encodeToString(both);
    }

    /** Whether one of the entry's passwords is this one. */
    boolean matches(Entry entry, String password) {
        String[] values = entry.getAttributeValues(ATTRIBUTE);
        return values != null && Arrays.stream(values).anyMatch(value -> matches(value, password));
    }

    private boolean matches(String value, String password) {
        Matcher scheme = SCHEME.matcher(value);
        if (!isHash(value) || !scheme.matches()) {
            return false;
        }
        String name = scheme.group(1).toUpperCase(Locale.ROOT);
        String hash = scheme.group(2);
        if (name.equals("CRYPT")) {
            return matchesCrypt(hash, password);
        }
        return DIGESTS.containsKey(name) && matchesDigest(DIGESTS.get(name), hash, password);
    }

    private static boolean matchesDigest(String algorithm, String hash, String password) {
        byte[] both;
        try {
            both = Base64.getDecoder().decode(hash);
        } catch (IllegalArgumentException _) {
            return false;
        }
        byte[] empty = digest(algorithm, password, new byte[0]);
        if (both.length < empty.length) {
            return false;
        }
        byte[] salt = Arrays.copyOfRange(both, empty.length, both.length);
        return MessageDigest.isEqual(Arrays.copyOf(both, empty.length), digest(algorithm, password, salt));
    }

    private static boolean matchesCrypt(String hash, String password) {
        try {
            return MessageDigest.isEqual(
                    Crypt.crypt(password, hash).getBytes(StandardCharsets.UTF_8),
                    hash.getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return false; // a locked account: "!" before the hash
        }
    }

    private static boolean isHash(String value) {
        Matcher scheme = SCHEME.matcher(value);
        if (!scheme.matches()) {
            return false;
        }
        String name = scheme.group(1).toUpperCase(Locale.ROOT);
        return DIGESTS.containsKey(name) || OTHERS.contains(name);
    }

    private static byte[] digest(String algorithm, String password, byte[] salt) {
        try {
            var digest = MessageDigest.getInstance(algorithm);
            digest.update(password.getBytes(StandardCharsets.UTF_8));
            return digest.digest(salt);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
