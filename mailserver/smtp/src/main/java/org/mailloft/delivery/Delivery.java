package org.mailloft.delivery;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.mailloft.net.SessionLog;
import org.mailloft.storage.Flags;
import org.mailloft.storage.IncomingMessage;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.Namespace;
import org.mailloft.storage.StoreFactory;

/** Delivers messages to users' mailboxes. Any thread. */
public final class Delivery {

    private final DeliverySettings settings;
    private final StoreFactory stores;
    private final InstantSource clock;

    public Delivery(DeliverySettings settings, StoreFactory stores, InstantSource clock) {
        this.settings = settings;
        this.stores = stores;
        this.clock = clock;
    }

    /** Delivers one message to one user and logs how it went. Returns when the message is safe, or refused. */
    public DeliveryResult deliver(Letter letter) {
        var line = new DeliveryLog(settings.logFormat(), letter);
        try (var store = stores.open(letter.user())) {
            var name = wantedMailbox(store, letter.mailbox());
            try {
                return save(store, name, letter, line);
            } catch (MailFailure failure) {
                line.refused("save failed to " + name + ": " + failure.clientText());
                if (name.equals(MailboxName.INBOX) || failure.reason() == MailFailure.Reason.OVER_QUOTA) {
                    throw failure;
                }
                return saveToInbox(store, letter, line);
            }
        } catch (MailFailure failure) {
            return new DeliveryResult.Refused(failure.reason(), failure.clientText());
        } catch (RuntimeException broken) {
            line.broken("save failed: Internal error", broken);
            return new DeliveryResult.Broken();
        }
    }

    /** Why a user could not get any message now; empty when he could. */
    public Optional<DeliveryResult> refusal(MailUser user, SessionLog log) {
        try (var store = stores.open(user)) {
            store.checkRoom(MailboxName.INBOX, 0);
            return Optional.empty();
        } catch (MailFailure failure) {
            return Optional.of(new DeliveryResult.Refused(failure.reason(), failure.clientText()));
        } catch (RuntimeException broken) {
            log.error("Failed to check quota: Internal error", broken);
            return Optional.of(new DeliveryResult.Broken());
        }
    }

    /** Better in the wrong mailbox than bounced. */
    private DeliveryResult saveToInbox(MailStore store, Letter letter, DeliveryLog line) {
        try {
            return save(store, MailboxName.INBOX, letter, line);
        } catch (MailFailure failure) {
            line.refused("save failed to INBOX: " + failure.clientText());
            throw failure;
        }
    }

    private static MailboxName wantedMailbox(MailStore store, String name) {
        char separator = store.namespaces().stream()
                .filter(Namespace::inbox)
                .findFirst()
                .orElseThrow()
                .separator();
        try {
            return MailboxName.of(name, separator);
        } catch (MailFailure _) {
            return MailboxName.INBOX;
        }
    }

    private DeliveryResult save(MailStore store, MailboxName name, Letter letter, DeliveryLog line) {
        try (var mailbox = open(store, name);
                var incoming = mailbox.receive()) {
            write(letter, incoming);
            var append = new Mailbox.Append(incoming, Flags.NONE, clock.instant());
            long uid = mailbox.append(List.of(append)).getFirst();
            line.info("saved mail to " + name);
            return new DeliveryResult.Saved(name, uid);
        }
    }

    private Mailbox open(MailStore store, MailboxName name) {
        if (settings.autocreate() && !name.equals(MailboxName.INBOX) && !store.exists(name)) {
            store.create(name);
            if (settings.autosubscribe()) {
                store.subscribe(name);
            }
        }
        return store.open(name, true);
    }

    /**
     * The trace fields, then the message without the Return-Path fields it brought along: there is one truth about the
     * sender, the envelope's. RFC 5321 section 4.4.
     */
    private static void write(Letter letter, IncomingMessage out) {
        out.write(letter.trace(), 0, letter.trace().length);
        letter.message().copyWithout("Return-Path", out::write);
    }
}
