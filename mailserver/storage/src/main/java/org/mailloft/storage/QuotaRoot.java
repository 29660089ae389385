package org.mailloft.storage;

/** A limit on some of a user's mail, and how much of it is used. RFC 9208 section 3.1. Any thread. */
public interface QuotaRoot {

    /** As the configuration calls it; may be empty. */
    String name();

    /** Whether clients are not told about it. */
    boolean isHidden();

    /** Whether mail in this mailbox is subject to it, whether or not the mailbox exists. */
    boolean covers(MailboxName mailbox);

    /** What there is now; nothing for a root that neither has limits nor is counted. */
    Usage used();

    /** What there may be; 0 for no limit. */
    Usage limits();

    /** Counts all messages anew. */
    void recount();
}
