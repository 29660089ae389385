package org.mailloft.storage;

/**
 * Counters of a mailbox.
 *
 * @param messages number of messages
 * @param recent messages that no session has seen yet
 * @param unseen messages without {@code \Seen}
 * @param deleted messages with {@code \Deleted}
 * @param uidNext UID the next message will get at least
 * @param uidValidity of the mailbox
 * @param highestModSeq of the mailbox
 * @param size octets of all messages with CRLF line ends
 * @param guid of the mailbox, 32 hexadecimal digits
 */
public record MailboxStatus(
        int messages,
        int recent,
        int unseen,
        int deleted,
        long uidNext,
        long uidValidity,
        long highestModSeq,
        long size,
        String guid) {}
