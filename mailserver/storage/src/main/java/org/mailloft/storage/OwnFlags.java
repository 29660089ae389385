package org.mailloft.storage;

/**
 * What each reader of a mailbox has for himself instead of sharing it with the others.
 *
 * @param seen whether {@code \Seen} is each reader's own
 * @param keywords whether keywords are
 * @param inherited whether a message that a reader has said nothing about is as seen as the mailbox has it; else it is
 *     unseen
 * @param journal where this reader's are kept
 */
public record OwnFlags(boolean seen, boolean keywords, boolean inherited, Journal journal) {

    public OwnFlags {
        if (!seen && !keywords) {
            throw new IllegalArgumentException("nothing is the reader's own");
        }
    }
}
