package org.mailloft.storage;

/**
 * Through which door somebody comes to mail, to be written down where it matters.
 *
 * @param protocol such as {@code imap}
 * @param session its id, as in the log
 * @param client address of the other side; empty when there is none
 */
public record Visit(String protocol, String session, String client) {

    /** Nothing is known. */
    public static final Visit UNKNOWN = new Visit("", "", "");
}
