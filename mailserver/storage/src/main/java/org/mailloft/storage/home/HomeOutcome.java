package org.mailloft.storage.home;

import java.util.Locale;

/**
 * What became of a request about a home.
 *
 * @param reason for people; empty where there is nothing to say
 */
public record HomeOutcome(Kind kind, String reason) {

    public enum Kind {
        DONE,
        /** All was as wanted before. */
        NOTHING,
        /** Somebody is at it; later it may work. */
        BUSY,
        /** It takes a person to sort this out; nothing was changed. */
        REFUSED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static HomeOutcome done(String reason) {
        return new HomeOutcome(Kind.DONE, reason);
    }

    static HomeOutcome nothing(String reason) {
        return new HomeOutcome(Kind.NOTHING, reason);
    }

    static HomeOutcome busy(String reason) {
        return new HomeOutcome(Kind.BUSY, reason);
    }

    static HomeOutcome refused(String reason) {
        return new HomeOutcome(Kind.REFUSED, reason);
    }
}
