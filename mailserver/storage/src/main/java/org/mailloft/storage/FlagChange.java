package org.mailloft.storage;

/**
 * A change to the flags of messages.
 *
 * @param mode what to do with {@code flags}
 * @param flags the flags to add, to remove, or to have afterwards
 * @param unchangedSince messages whose modification sequence is higher are left alone (RFC 7162 section 3.1.3);
 *     {@link #ALWAYS} for no such condition
 */
public record FlagChange(Mode mode, Flags flags, long unchangedSince) {

    /** No UNCHANGEDSINCE condition. */
    public static final long ALWAYS = Long.MAX_VALUE;

    public enum Mode {
        ADD {
            @Override
            public long apply(long before, long bits) {
                return before | bits;
            }
        },
        REMOVE {
            @Override
            public long apply(long before, long bits) {
                return before & ~bits;
            }
        },
        REPLACE {
            @Override
            public long apply(long before, long bits) {
                return bits;
            }
        };

        /** Flag bits after the change, as in {@link MailboxView#flagBits}. */
        public abstract long apply(long before, long bits);
    }

    public FlagChange(Mode mode, Flags flags) {
        this(mode, flags, ALWAYS);
    }
}
