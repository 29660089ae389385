package org.mailloft.auth;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Makes addresses wait that keep failing: 4, 8, then 15 seconds before the next try is looked at. The same wrong password
 * again does not make it worse, so that a phone with an old password does not lock out its household, and neither do tries
 * at the same time: all of them are one step. Thread safe.
 */
final class Penalty {

    private static final int MAX_LEVEL = 4;
    private static final int MAX_ADDRESSES = 100_000;
    private static final int MAX_REMEMBERED_TRIES = 16;
    private static final int IPV6_PREFIX_OCTETS = 6;
    private static final Duration STEP = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(15);
    /** All steps together: a quiet address is forgotten. */
    private static final Duration MEMORY = Duration.ofSeconds(2 + 4 + 8 + 15);

    private static final class Culprit {
        int level;
        Instant changed;
        final Set<Integer> tries = new HashSet<>();

        Culprit(Instant changed) {
            this.changed = changed;
        }
    }

    private final Clock clock;
    private final Map<String, Culprit> culprits = new LinkedHashMap<>();

    Penalty(Clock clock) {
        this.clock = clock;
    }

    /** How much is held against this address now, 0 for nothing. */
    synchronized int level(String remoteIp) {
        var culprit = culprits.get(network(remoteIp));
        if (culprit == null) {
            return 0;
        }
        decay(culprit);
        return culprit.level;
    }

    /** How long a try has to wait. */
    static Duration wait(int level) {
        if (level == 0) {
            return Duration.ZERO;
        }
        var wait = STEP.multipliedBy(1L << level);
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    private void decay(Culprit culprit) {
        var now = clock.instant();
        while (culprit.level > 0 && !culprit.changed.plus(wait(culprit.level)).isAfter(now)) {
            culprit.changed = culprit.changed.plus(wait(culprit.level));
            culprit.level--;
        }
    }

    /** @param level what was held against the address when the try began */
    synchronized void failed(String remoteIp, int level, String username, int passwordHash) {
        forgetQuiet();
        var network = network(remoteIp);
        var culprit = culprits.containsKey(network) ? culprits.remove(network) : new Culprit(clock.instant());
        decay(culprit);
        if (culprit.tries.size() >= MAX_REMEMBERED_TRIES) {
            culprit.tries.clear();
        }
        boolean isNew = culprit.tries.add(31 * username.hashCode() + passwordHash);
        culprit.level = Math.max(culprit.level, Math.min(MAX_LEVEL, isNew ? level + 1 : level));
        culprit.changed = clock.instant();
        culprits.put(network, culprit); // the latest last
    }

    synchronized void succeeded(String remoteIp) {
        culprits.remove(network(remoteIp));
    }

    private void forgetQuiet() {
        var limit = clock.instant().minus(MEMORY);
        var oldest = culprits.values().iterator();
        while (oldest.hasNext()) {
            boolean quiet = oldest.next().changed.isBefore(limit);
            if (!quiet && culprits.size() <= MAX_ADDRESSES) {
                return;
            }
            oldest.remove();
        }
    }

    private static String network(String remoteIp) {
        var address = InetAddress.ofLiteral(remoteIp);
        return address instanceof Inet6Address
                ? Arrays.toString(Arrays.copyOf(address.getAddress(), IPV6_PREFIX_OCTETS))
                : remoteIp;
    }
}
