package org.mailloft.storage;

/**
 * An amount of mail, or a limit of it, or a change.
 *
 * @param octets of the messages as they are stored
 * @param messages how many
 */
public record Usage(long octets, long messages) {

    public static final Usage NONE = new Usage(0, 0);

    public Usage plus(Usage other) {
        return new Usage(octets + other.octets, messages + other.messages);
    }

    public Usage minus(Usage other) {
        return new Usage(octets - other.octets, messages - other.messages);
    }

    /** As much less as this is more. */
    public Usage negated() {
        return NONE.minus(this);
    }

    public boolean isNone() {
        return equals(NONE);
    }

    /** Whether this is beyond a limit; of a limit, 0 means that there is none. */
    public boolean exceeds(Usage limits) {
        return limits.octets > 0 && octets > limits.octets || limits.messages > 0 && messages > limits.messages;
    }
}
