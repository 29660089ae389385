package org.mailloft.mime;

/** Takes the addresses of a list one by one, so that a list of a million needs no memory. */
public interface AddressSink {

    /** See {@link Address.Mailbox}. */
    void mailbox(String name, String route, String localPart, String domain);

    /** Mailboxes from here to {@link #groupEnd} belong to a group. Groups do not nest. */
    void groupStart(String name);

    void groupEnd();
}
