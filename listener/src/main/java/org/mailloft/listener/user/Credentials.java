package org.mailloft.listener.user;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.mailloft.directory.Entry;

/**
 * What the directory says about the ways into an account: whether the password is another one, and whether there is a way
 * at all. Each of Samba, Kerberos, shadow and the password policy overlay has its own words for it, and an installation
 * may have any of them. Thread safe.
 */
public final class Credentials {

    private static final List<String> PASSWORD = List.of(
            "userPassword",
            "pwdChangedTime",
            "krb5KeyVersionNumber",
            "krb5Key",
            "sambaNTPassword",
            "sambaPwdLastSet",
            "shadowLastChange");

    static final List<String> ATTRIBUTES = List.of(
            "userPassword",
            "pwdChangedTime",
            "krb5KeyVersionNumber",
            "krb5Key",
            "sambaNTPassword",
            "sambaPwdLastSet",
            "shadowLastChange",
            "sambaAcctFlags",
            "krb5KDCFlags",
            "shadowExpire",
            "pwdAccountLockedTime");

    /** A hash behind an exclamation mark fits no password. */
    private static final Pattern LOCKED = Pattern.compile("(\\{[A-Za-z0-9./_-]+\\})?!.*", Pattern.DOTALL);

    private static final int KERBEROS_INVALID = 1 << 7;
    private static final long SECONDS_OF_A_DAY = 24 * 60 * 60;
    private static final int DIGEST_OCTETS = 16;

    private final SecretKeySpec key;
    private final InstantSource clock;

    /** @param key of this host alone, so that what is kept says nothing to whoever finds it */
    public Credentials(byte[] key, InstantSource clock) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
        this.clock = clock;
    }

    /** The same as long as the password is; empty when the directory does not say anything about it. */
    String digest(Entry entry) {
        if (PASSWORD.stream().allMatch(name -> entry.values(name).isEmpty())) {
            return "";
        }
        try {
            var mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            for (String name : PASSWORD) {
                mac.update((name + "\0").getBytes(StandardCharsets.UTF_8));
                entry.values(name).stream()
                        .sorted()
                        .forEach(value -> mac.update((value + "\0").getBytes(StandardCharsets.UTF_8)));
            }
            return Base64.getEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal())
                    .substring(0, DIGEST_OCTETS);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible); // every JDK has it
        }
    }

    boolean isDisabled(Entry entry) {
        return entry.values("userPassword").stream()
                        .anyMatch(value -> LOCKED.matcher(value).matches())
                || entry.first("sambaAcctFlags")
                        .filter(flags -> flags.toUpperCase(Locale.ROOT).contains("D"))
                        .isPresent()
                || number(entry, "krb5KDCFlags")
                        .filter(flags -> (flags & KERBEROS_INVALID) != 0)
                        .isPresent()
                || number(entry, "shadowExpire").filter(this::isPast).isPresent()
                || entry.first("pwdAccountLockedTime").isPresent();
    }

    /** Days since 1970, as in shadow(5): 1 is how an account is closed, and 0 or less is no date. */
    private boolean isPast(long day) {
        return day > 0 && day <= clock.instant().getEpochSecond() / SECONDS_OF_A_DAY;
    }

    private static Optional<Long> number(Entry entry, String name) {
        try {
            return entry.first(name).map(value -> Long.parseLong(value.strip()));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
