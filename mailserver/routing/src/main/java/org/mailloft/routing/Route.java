package org.mailloft.routing;

import java.util.List;

/** Where mail to an address goes, or why it does not. */
public sealed interface Route {

    /**
     * Mail is taken.
     *
     * @param destinations at least one; each mailbox, host and outside address once, the shortest way first
     */
    record Known(List<Destination> destinations) implements Route {
        public Known {
            destinations = List.copyOf(destinations);
        }
    }

    /**
     * There is nobody to deliver to.
     *
     * @param steps as far as it went
     */
    record Unknown(Why why, List<Step> steps) implements Route {

        public Unknown {
            steps = List.copyOf(steps);
        }

        /** How much of the address is known. */
        public enum Why {
            /** The part after the {@code @} is no mail domain of ours. */
            NO_SUCH_DOMAIN,
            /** No object has this address. */
            NO_SUCH_ADDRESS,
            /** An object has it, but leads to no mailbox: a group without members, a person without primary address. */
            NOBODY_THERE
        }
    }

    /**
     * This sender may not write to it, or the address reaches more than {@link Limits} allow.
     *
     * @param by what refuses: the group or list
     */
    record Refused(Why why, Step by) implements Route {

        /** What is wrong with it. */
        public enum Why {
            /** A restricted address, and the sender is none of those who may. */
            SENDER_NOT_ALLOWED,
            /** A restricted address, and there is no sender. */
            NO_SENDER,
            /** More members than one message may go to. */
            TOO_MANY
        }
    }

    /** The directory could not be asked: nothing is known, mail has to wait. */
    record Unavailable(String logText) implements Route {}
}
