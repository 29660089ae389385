package org.mailloft.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.mailloft.auth.scheme.StoredPassword;
import org.mailloft.conf.Secret;

/**
 * Answers of databases, kept for a while. Thread safe.
 *
 * <p>A password that was found right is remembered as a keyed hash, under a key that this process makes up and never
 * shows. So a slow scheme is paid for once, and a database that only says yes or no can be cached at all.
 */
final class AuthCache {

    /** Beside the texts in an entry. */
    private static final int ENTRY_OCTETS = 400;

    private static final String HMAC = "HmacSHA256";

    /**
     * One answer.
     *
     * @param user whom it is about, for flushing
     * @param found what the database said; empty for "unknown"
     * @param rightPassword keyed hash of the password last found right
     * @param lastSuccess whether the last login with it succeeded
     */
    record Entry(
            String user,
            Optional<Map<String, String>> found,
            Optional<StoredPassword> stored,
            Optional<byte[]> rightPassword,
            boolean lastSuccess,
            Instant created) {

        Entry withPassword(byte[] hash) {
            return new Entry(user, found, stored, Optional.of(hash), true, created);
        }

        private long octets(String key) {
            long sum = ENTRY_OCTETS + 2L * key.length();
            for (var field : found.orElse(Map.of()).entrySet()) {
                sum += 100 + field.getKey().length() + field.getValue().length();
            }
            return sum;
        }
    }

    private final long maxOctets;
    private final Duration ttl;
    private final Duration negativeTtl;
    private final Clock clock;
    private final SecretKeySpec key;
    private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long octets;
    private long flushes;

    AuthCache(AuthSettings settings, Clock clock, SecureRandom random) {
        this.maxOctets = settings.cacheOctets();
        this.ttl = settings.cacheTtl();
        this.negativeTtl = settings.cacheNegativeTtl();
        this.clock = clock;
        var made = new byte[32];
        random.nextBytes(made);
        this.key = new SecretKeySpec(made, HMAC);
    }

    boolean isOn() {
        return maxOctets > 0;
    }

    /** An answer, perhaps too old to be trusted. */
    synchronized Optional<Entry> get(String cacheKey) {
        return Optional.ofNullable(entries.get(cacheKey));
    }

    boolean isFresh(Entry entry) {
        return isYoungerThan(entry, entry.found().isPresent() ? ttl : negativeTtl);
    }

    /** Whether a wrong password may be refused without asking the database, where it may have changed. */
    boolean mayRefuse(Entry entry) {
        return !entry.lastSuccess() && isYoungerThan(entry, negativeTtl);
    }

    private boolean isYoungerThan(Entry entry, Duration age) {
        return clock.instant().isBefore(entry.created().plus(age));
    }

    Entry entry(String user, Optional<Map<String, String>> found, Optional<StoredPassword> stored) {
        return new Entry(user, found, stored, Optional.empty(), false, clock.instant());
    }

    /** How often something was flushed, to be asked before a database is. */
    synchronized long flushes() {
        return flushes;
    }

    /**
     * Keeps an answer, unless something was flushed since it was asked for: it may be from before a change.
     *
     * @param asked what {@link #flushes} was then
     */
    synchronized void put(String cacheKey, Entry entry, long asked) {
        long needed = entry.octets(cacheKey);
        if (needed > maxOctets || asked != flushes) {
            return;
        }
        remove(cacheKey);
        entries.put(cacheKey, entry);
        octets += needed;
        for (Iterator<Map.Entry<String, Entry>> oldest = entries.entrySet().iterator(); octets > maxOctets; ) {
            var gone = oldest.next();
            octets -= gone.getValue().octets(gone.getKey());
            oldest.remove();
        }
    }

    private void remove(String cacheKey) {
        var gone = entries.remove(cacheKey);
        if (gone != null) {
            octets -= gone.octets(cacheKey);
        }
    }

    synchronized int flush(Collection<String> users) {
        flushes++;
        int before = entries.size();
        entries.values().removeIf(entry -> users.isEmpty() || users.contains(entry.user()));
        octets = 0;
        entries.forEach((cacheKey, entry) -> octets += entry.octets(cacheKey));
        return before - entries.size();
    }

    boolean isRight(Entry entry, Secret password) {
        return entry.rightPassword()
                .filter(right -> MessageDigest.isEqual(right, hash(password)))
                .isPresent();
    }

    byte[] hash(Secret password) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(password.reveal().getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
