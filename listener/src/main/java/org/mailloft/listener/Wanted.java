package org.mailloft.listener;

import java.util.List;

/** What the directory wants for one object on this host. */
sealed interface Wanted {

    /**
     * A mailbox.
     *
     * @param address primary address, in lower case: the name of the mailbox
     * @param names others that the mail server may be asked for: to log in with, and aliases that get mail
     * @param revision changes whenever the entry does, also when only its password changed
     */
    record Mailbox(String address, List<String> names, String revision) implements Wanted {

        public Mailbox {
            names = List.copyOf(names);
        }
    }

    /** No mailbox here: none at all, or one on another host. */
    record Nothing() implements Wanted {}

    /** The entry makes no sense. What was done before stays. */
    record Malformed(String reason) implements Wanted {}
}
