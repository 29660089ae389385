package org.mailloft.listener;

/** What the directory wants for one object on this host. */
sealed interface Wanted {

    /**
     * A mailbox.
     *
     * @param address primary address, in lower case: the name of the mailbox
     * @param login the other name to log in with
     * @param revision changes whenever the entry does, also when only its password changed
     */
    record Mailbox(String address, String login, String revision) implements Wanted {}

    /** No mailbox here: none at all, or one on another host. */
    record Nothing() implements Wanted {}

    /** The entry makes no sense. What was done before stays. */
    record Malformed(String reason) implements Wanted {}
}
