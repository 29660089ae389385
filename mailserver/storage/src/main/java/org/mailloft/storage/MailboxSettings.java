package org.mailloft.storage;

import java.util.List;
import org.mailloft.conf.Setting;

/**
 * A {@code mailbox} section within a namespace.
 *
 * @param name below the namespace's prefix
 * @param auto {@code no}, {@code create} or {@code subscribe}, which also creates
 * @param specialUse attributes of RFC 6154, such as {@code \Sent}
 */
public record MailboxSettings(
        @Setting("name") String name,
        @Setting("auto") String auto,
        @Setting("special_use") List<String> specialUse) {

    public boolean isCreated() {
        return auto.equals("create") || isSubscribed();
    }

    public boolean isSubscribed() {
        return auto.equals("subscribe");
    }
}
