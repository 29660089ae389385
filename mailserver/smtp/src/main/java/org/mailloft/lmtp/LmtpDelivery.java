package org.mailloft.lmtp;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailloft.auth.UserRecord;
import org.mailloft.delivery.DeliveryResult;
import org.mailloft.delivery.Letter;
import org.mailloft.delivery.Relay;
import org.mailloft.smtp.Envelope;
import org.mailloft.smtp.Reply;
import org.mailloft.smtp.SmtpAddress;
import org.mailloft.smtp.SpooledMessage;
import org.mailloft.smtp.TraceHeaders;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.Visit;

/**
 * Delivers one message to all recipients of a transaction. Whoever is meant more than once gets it once.
 *
 * <p>The client gets one reply for each address, also for one that stands for many. A member who cannot get the message now
 * makes that a temporary failure; who has it already is remembered, and left out when the client tries again.
 */
final class LmtpDelivery {

    /** As many hops as Postfix allows: a message with more goes in circles. */
    private static final int MAX_HOPS = 50;

    /**
     * One copy for one mailbox, for the first recipient that leads to it.
     *
     * @param mailbox name of the mailbox that is asked for
     */
    private record Copy(Recipient recipient, UserRecord user, String mailbox) {}

    private final LmtpService service;
    private final Envelope envelope;
    private final List<Recipient> recipients;
    private final SpooledMessage message;
    private final Set<String> had;
    private final Map<Object, Copy> copies = new LinkedHashMap<>();
    private final Map<Object, DeliveryResult> delivered = new HashMap<>();
    private final Map<SmtpAddress, Relay.Outcome> relayed = new HashMap<>();

    LmtpDelivery(LmtpService service, Envelope envelope, List<Recipient> recipients, SpooledMessage message) {
        this.service = service;
        this.envelope = envelope;
        this.recipients = recipients;
        this.message = message;
        this.had = had();
    }

    /** Does it all; one reply for each recipient, in their order. */
    List<Reply> replies() {
        var looping = recipients.stream().filter(this::isLooping).toList();
        for (var recipient : recipients) {
            if (!looping.contains(recipient)) {
                copies(recipient).stream()
                        .filter(copy -> !recipient.expanded() || !had.contains(key(copy.user.name())))
                        .forEach(copy -> copies.putIfAbsent(identity(copy), copy));
            }
        }
        var wanted = List.copyOf(copies.values());
        var results = Parallel.map(wanted, this::deliver);
        for (int i = 0; i < wanted.size(); i++) {
            delivered.put(identity(wanted.get(i)), results.get(i));
        }
        return recipients.stream()
                .map(recipient -> looping.contains(recipient) ? LmtpReply.loop(recipient.address()) : reply(recipient))
                .toList();
    }

    private List<Copy> copies(Recipient recipient) {
        var mailbox = service.settings().mailboxFor(recipient.detail());
        return recipient.users().stream()
                .map(user -> new Copy(recipient, user, mailbox))
                .toList();
    }

    /** Copies with the same one are one. Without routing, as Dovecot does it: the same address twice. */
    private Object identity(Copy copy) {
        return service.distribution().isPresent() ? List.of(copy.user.name(), copy.mailbox) : copy.recipient.address();
    }

    private DeliveryResult deliver(Copy copy) {
        var user = copy.user;
        return service.delivery()
                .deliver(new Letter(
                        new MailUser(user.name(), user.home(), user.fields()),
                        copy.mailbox,
                        envelope.sender(),
                        copy.recipient.address(),
                        trace(copy),
                        message,
                        copy.recipient.wayTo(user),
                        new Visit("lmtp", envelope.sessionId(), envelope.peer().remoteIp()),
                        service.log(user.name(), sessionId(copy.recipient))));
    }

    private String sessionId(Recipient recipient) {
        return recipient.number() == 1 ? envelope.sessionId() : envelope.sessionId() + ":R" + recipient.number();
    }

    /** Names no address where there are several recipients, who must not learn of each other. */
    private byte[] trace(Copy copy) {
        var trace = new TraceHeaders().returnPath(envelope.sender());
        if (recipients.size() == 1) {
            var address = copy.recipient.address();
            var shown =
                    switch (service.settings().deliveryAddress()) {
                        case NONE -> Optional.<SmtpAddress>empty();
                        case ORIGINAL -> Optional.of(address);
                        case FINAL ->
                            copy.recipient.expanded() ? SmtpAddress.parse(copy.user.name()) : Optional.of(address);
                    };
            shown.ifPresent(trace::deliveredTo);
        }
        received(trace);
        return trace.octets();
    }

    private void received(TraceHeaders trace) {
        var settings = service.settings();
        if (settings.addReceivedHeader()) {
            Optional<SmtpAddress> only =
                    recipients.size() == 1 ? Optional.of(recipients.getFirst().address()) : Optional.empty();
            trace.received(envelope, settings.hostname(), "LMTP", only, ZoneId.systemDefault());
        }
    }

    private Reply reply(Recipient recipient) {
        if (recipient.refusal().isPresent()) {
            return recipient.refusal().get();
        }
        if (recipient.expanded()) {
            return replyForMany(recipient);
        }
        var identity = identity(copies(recipient).getFirst());
        var sessionId = sessionId(copies.get(identity).recipient);
        return service.reply(delivered.get(identity), recipient.address(), sessionId);
    }

    private Reply replyForMany(Recipient recipient) {
        var tally = Tally.unreachable(recipient.unreachable());
        var have = new ArrayList<String>();
        for (var copy : copies(recipient)) {
            var result = Optional.ofNullable(delivered.get(identity(copy)));
            int code = result.map(each -> service.reply(each, recipient.address(), envelope.sessionId()))
                    .map(Reply::code)
                    .orElse(250);
            tally = tally.and(code);
            if (code == 250) {
                have.add(key(copy.user.name()));
            }
        }
        relay(recipient);
        for (var other : recipient.others()) {
            var outcome = had.contains(key(other.plain())) ? Relay.Outcome.TAKEN : relayed.get(other);
            tally = tally.and(
                    switch (outcome) {
                        case TAKEN -> 250;
                        case LATER -> 451;
                        case NEVER -> 550;
                    });
            if (outcome == Relay.Outcome.TAKEN) {
                have.add(key(other.plain()));
            }
        }
        if ((tally.later() > 0 || !had.isEmpty()) && !have.isEmpty()) {
            service.distribution().orElseThrow().copies().add(MessageName.of(envelope.sender(), message), have);
        }
        return LmtpReply.ofMany(tally, recipient.address(), sessionId(recipient));
    }

    /** To those on other hosts who have not got it, also not for a recipient before. */
    private void relay(Recipient recipient) {
        var waiting = recipient.others().stream()
                .filter(other -> !had.contains(key(other.plain())) && !relayed.containsKey(other))
                .toList();
        if (waiting.isEmpty()) {
            return;
        }
        var trace = new TraceHeaders().deliveredTo(recipient.address());
        received(trace);
        var log = service.log(recipient.address().plain(), sessionId(recipient));
        var outgoing = new Relay.Outgoing(envelope.sender(), waiting, trace.octets(), message, log);
        relayed.putAll(service.distribution().orElseThrow().relay().send(outgoing));
    }

    /** Who has the message from an earlier attempt. */
    private Set<String> had() {
        return service.distribution()
                .map(Distribution::copies)
                .filter(copies -> !copies.isEmpty() && recipients.stream().anyMatch(Recipient::expanded))
                .map(copies -> copies.of(MessageName.of(envelope.sender(), message)))
                .orElse(Set.of());
    }

    private static String key(String address) {
        return address.toLowerCase(Locale.ROOT);
    }

    /** Whether it went from this address to other hosts before, and has come back. */
    private boolean isLooping(Recipient recipient) {
        if (recipient.others().isEmpty()) {
            return false;
        }
        var headers = message.headers();
        var address = recipient.address().toString();
        return headers.all("Received").size() > MAX_HOPS
                || headers.all("Delivered-To").stream()
                        .anyMatch(field -> field.text().strip().equalsIgnoreCase(address));
    }
}
