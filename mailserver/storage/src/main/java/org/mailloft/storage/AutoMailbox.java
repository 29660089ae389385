package org.mailloft.storage;

import java.util.List;

/**
 * A mailbox that the configuration names.
 *
 * @param name as the user sees it
 * @param auto whether it is there without anybody asking for it
 * @param specialUse attributes of RFC 6154 such as {@code \Sent}
 */
public record AutoMailbox(MailboxName name, Auto auto, List<String> specialUse) {
    public enum Auto {
        NO,
        CREATE,
        SUBSCRIBE
    }
}
