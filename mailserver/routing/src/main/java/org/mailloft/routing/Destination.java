package org.mailloft.routing;

import java.util.List;

/** One place that mail to an address goes to, and the steps that led there; the first step is about the address asked for. */
public sealed interface Destination {

    List<Step> steps();

    /** The address at the end of the way, in lower case. */
    String address();

    /**
     * A mailbox of this host.
     *
     * @param address names the mailbox: the primary address of a person or shared folder
     */
    record Mailbox(String address, List<Step> steps) implements Destination {
        public Mailbox {
            steps = List.copyOf(steps);
        }
    }

    /**
     * A mailbox that another host keeps.
     *
     * @param homeServer its full name, in lower case
     */
    record Elsewhere(String address, String homeServer, List<Step> steps) implements Destination {
        public Elsewhere {
            steps = List.copyOf(steps);
        }
    }

    /** An address outside of our mail domains. */
    record Outside(String address, List<Step> steps) implements Destination {
        public Outside {
            steps = List.copyOf(steps);
        }
    }

    /** A member or forward that leads nowhere: an address in one of our domains that nobody has, or no address at all. */
    record Dead(String address, List<Step> steps) implements Destination {
        public Dead {
            steps = List.copyOf(steps);
        }
    }
}
