package org.mailloft.lmtp;

/**
 * How a message for many has fared.
 *
 * @param delivered members who have it
 * @param later members who may get it at another attempt
 * @param full members whose mailboxes are full
 * @param never members who cannot get it for other reasons
 */
record Tally(int delivered, int later, int full, int never) {

    static final Tally NONE = new Tally(0, 0, 0, 0);

    static Tally unreachable(int members) {
        return new Tally(0, 0, 0, members);
    }

    int members() {
        return delivered + later + full + never;
    }

    /** One more member, about whom a client would be told this. */
    Tally and(int code) {
        return switch (code / 100) {
            case 2 -> new Tally(delivered + 1, later, full, never);
            case 4 -> new Tally(delivered, later + 1, full, never);
            default ->
                code == 552
                        ? new Tally(delivered, later, full + 1, never)
                        : new Tally(delivered, later, full, never + 1);
        };
    }
}
