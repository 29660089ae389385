package org.mailloft.storage.maildir;

import java.io.IOException;
import java.util.List;
import org.mailloft.storage.AutoMailbox;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailboxName;

/**
 * The mailboxes that the configuration wants a user to have, and what they are for. They are made when somebody first
 * looks; delivery to others need not wait.
 */
final class AutoMailboxes {

    private final List<UserNamespace> spaces;
    private final UserSubscriptions subscriptions;
    private final Maker maker;
    private volatile boolean made;

    /** Makes a mailbox. */
    @FunctionalInterface
    interface Maker {

        /** @throws MailFailure {@code EXISTS} when another session was faster */
        void create(UserNamespace space, MailboxName name) throws IOException;
    }

    AutoMailboxes(List<UserNamespace> spaces, UserSubscriptions subscriptions, Maker maker) {
        this.spaces = spaces;
        this.subscriptions = subscriptions;
        this.maker = maker;
    }

    /** Makes those that are missing. They are looked for once in a session. */
    void make() throws IOException {
        if (made) {
            return;
        }
        for (var space : spaces) {
            for (var mailbox : space.auto()) {
                make(space, mailbox);
            }
        }
        made = true;
    }

    private void make(UserNamespace space, AutoMailbox mailbox) throws IOException {
        if (mailbox.auto() == AutoMailbox.Auto.NO || space.tree().exists(mailbox.name())) {
            return;
        }
        try {
            maker.create(space, mailbox.name());
        } catch (MailFailure e) {
            if (e.reason() != MailFailure.Reason.EXISTS) {
                throw e;
            }
            return; // another session was faster, and subscribes too
        }
        if (mailbox.auto() == AutoMailbox.Auto.SUBSCRIBE) {
            subscriptions.change(space, mailbox.name(), true);
        }
    }

    /** Those that a user is subscribed to as long as the configuration says so: as in Dovecot, nobody can unsubscribe. */
    List<MailboxName> subscribed() {
        return spaces.stream()
                .flatMap(space -> space.auto().stream())
                .filter(mailbox -> mailbox.auto() == AutoMailbox.Auto.SUBSCRIBE)
                .map(AutoMailbox::name)
                .toList();
    }

    /** Whether the configuration knows the mailbox, also one that is not made by itself. */
    boolean contains(MailboxName name) {
        return spaces.stream().flatMap(space -> space.auto().stream()).anyMatch(mailbox -> mailbox.name()
                .equals(name));
    }

    /** Attributes of RFC 6154. */
    List<String> specialUse(MailboxName name) {
        return spaces.stream()
                .flatMap(space -> space.auto().stream())
                .filter(mailbox -> mailbox.name().equals(name))
                .findFirst()
                .map(AutoMailbox::specialUse)
                .orElse(List.of());
    }
}
