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
import org.mailloft.storage.trace.Event;
import org.mailloft.storage.trace.MailTrace;
import org.mailloft.storage.trace.Spots;

/** Delivers messages to users' mailboxes. Any thread. */
public final class Delivery {

    private final DeliverySettings settings;
    private final StoreFactory stores;
    private final InstantSource clock;
    private final MailTrace trace;

    /** @param trace where deliveries are noted, for those who ask later */
    public Delivery(DeliverySettings settings, StoreFactory stores, InstantSource clock, MailTrace trace) {
        this.settings = settings;
        this.stores = stores;
        this.clock = clock;
        this.trace = trace;
    }

    /** Delivers one message to one user and logs how it went. Returns when the message is safe, or refused. */
    public DeliveryResult deliver(Letter letter) {
        var line = new DeliveryLog(settings.logFormat(), letter);
        try (var store = stores.open(letter.user())) {
            var name = wantedMailbox(store, letter.mailbox());
            try {
                return save(store, name, letter, line, reason(letter));
            } catch (MailFailure failure) {
                line.refused("save failed to " + name + ": " + failure.clientText());
                if (name.equals(MailboxName.INBOX) || failure.reason() == MailFailure.Reason.OVER_QUOTA) {
                    throw failure;
                }
                return saveToInbox(store, letter, line, "INBOX instead of " + name + ": " + failure.clientText());
            }
        } catch (MailFailure failure) {
            noteRefusal(letter, failure.clientText());
            return new DeliveryResult.Refused(failure.reason(), failure.clientText());
        } catch (RuntimeException broken) {
            noteRefusal(letter, "Internal error");
            line.broken("save failed: Internal error", broken);
            return new DeliveryResult.Broken();
        }
    }

    private static String reason(Letter letter) {
        return letter.mailbox().equals("INBOX")
                ? "mail goes to INBOX when nothing else is asked for"
                : "the detail of the address asks for it";
    }

    private void noteRefusal(Letter letter, String why) {
        if (trace.isOn()) {
            trace.note(letter.user().name(), letter.visit(), new Event.Refused(mail(letter), why));
        }
    }

    private static Event.Mail mail(Letter letter) {
        return new Event.Mail(
                letter.message()
                        .headers()
                        .first("Message-ID")
                        .map(header -> header.text().strip())
                        .orElse(""),
                letter.sender().toString(),
                letter.recipient().toString(),
                letter.way());
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
    private DeliveryResult saveToInbox(MailStore store, Letter letter, DeliveryLog line, String why) {
        try {
            return save(store, MailboxName.INBOX, letter, line, why);
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

    private DeliveryResult save(MailStore store, MailboxName name, Letter letter, DeliveryLog line, String why) {
        try (var mailbox = open(store, name);
                var incoming = mailbox.receive()) {
            write(letter, incoming);
            var append = new Mailbox.Append(incoming, Flags.NONE, clock.instant());
            long uid = mailbox.append(List.of(append)).getFirst();
            if (trace.isOn()) {
                var delivered = new Event.Delivered(mail(letter), Spots.of(mailbox, uid), why);
                trace.note(letter.user().name(), letter.visit(), delivered);
            }
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
