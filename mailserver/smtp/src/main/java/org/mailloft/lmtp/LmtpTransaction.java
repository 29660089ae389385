package org.mailloft.lmtp;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailloft.auth.AuthRequest;
import org.mailloft.auth.LookupResult;
import org.mailloft.auth.UserRecord;
import org.mailloft.delivery.DeliveryResult;
import org.mailloft.delivery.Letter;
import org.mailloft.smtp.Envelope;
import org.mailloft.smtp.Reply;
import org.mailloft.smtp.SmtpAddress;
import org.mailloft.smtp.SmtpService;
import org.mailloft.smtp.SpooledMessage;
import org.mailloft.smtp.Subaddress;
import org.mailloft.smtp.TraceHeaders;
import org.mailloft.storage.MailUser;

/** One message for some of our users. */
final class LmtpTransaction implements SmtpService.Transaction {

    /**
     * @param number of the RCPT command within the transaction, refused ones counted
     * @param address as the client gave it
     */
    private record Recipient(int number, SmtpAddress address, UserRecord user, String detail) {}

    private final LmtpService service;
    private final Envelope envelope;
    private final List<Recipient> recipients = new ArrayList<>();
    private int numbered;

    LmtpTransaction(LmtpService service, Envelope envelope) {
        this.service = service;
        this.envelope = envelope;
    }

    @Override
    public Reply recipient(SmtpAddress address) {
        numbered++;
        var subaddress = Subaddress.of(address, service.settings().recipientDelimiter());
        return switch (service.users().lookup(subaddress.user(), request())) {
            case LookupResult.Unknown _ -> LmtpReply.unknownUser(address);
            case LookupResult.Unavailable(var why) -> {
                service.log(subaddress.user(), envelope.sessionId()).error("User lookup failed: " + why);
                yield LmtpReply.lookupFailed(address);
            }
            case LookupResult.Found(var user) -> {
                var refusal = refusal(user, address);
                if (refusal.isPresent()) {
                    yield refusal.get();
                }
                if (!service.slots().take(user.name())) {
                    yield LmtpReply.tooManyDeliveries(address);
                }
                recipients.add(new Recipient(numbered, address, user, subaddress.detail()));
                yield LmtpReply.accepted();
            }
        };
    }

    /** Of a mailbox that is full already, where that is asked at once ({@code lmtp_rcpt_check_quota}). */
    private Optional<Reply> refusal(UserRecord user, SmtpAddress address) {
        if (!service.settings().rcptCheckQuota()) {
            return Optional.empty();
        }
        var log = service.log(user.name(), envelope.sessionId());
        return service.delivery()
                .refusal(new MailUser(user.name(), user.home(), user.fields()), log)
                .map(result -> reply(result, address, envelope.sessionId()));
    }

    private Reply reply(DeliveryResult result, SmtpAddress recipient, String sessionId) {
        return LmtpReply.of(
                result,
                recipient,
                sessionId,
                service.settings().quotaFullTempfail(),
                service.clock().instant());
    }

    private AuthRequest request() {
        var peer = envelope.peer();
        return new AuthRequest(
                "lmtp",
                envelope.sessionId(),
                peer.remoteIp(),
                peer.localIp(),
                envelope.isTls() || peer.isSameHost(),
                envelope.isTls());
    }

    /** An address given twice gets the message once, and each of its replies. */
    @Override
    public List<Reply> deliver(SpooledMessage message) {
        var trace = trace();
        var addresses = recipients.stream().map(Recipient::address).toList();
        var deliveries = recipients.stream()
                .filter(recipient -> addresses.indexOf(recipient.address()) == recipients.indexOf(recipient))
                .toList();
        var replies = Parallel.map(deliveries, recipient -> deliver(recipient, trace, message));
        return recipients.stream()
                .map(recipient -> replies.get(indexOf(deliveries, recipient.address())))
                .toList();
    }

    private static int indexOf(List<Recipient> deliveries, SmtpAddress address) {
        return deliveries.stream().map(Recipient::address).toList().indexOf(address);
    }

    private Reply deliver(Recipient recipient, byte[] trace, SpooledMessage message) {
        var sessionId = recipient.number == 1 ? envelope.sessionId() : envelope.sessionId() + ":R" + recipient.number;
        var user = recipient.user;
        var mailbox =
                service.settings().saveToDetailMailbox() && !recipient.detail.isEmpty() ? recipient.detail : "INBOX";
        DeliveryResult result = service.delivery()
                .deliver(new Letter(
                        new MailUser(user.name(), user.home(), user.fields()),
                        mailbox,
                        envelope.sender(),
                        recipient.address,
                        trace,
                        message,
                        service.log(user.name(), sessionId)));
        return reply(result, recipient.address, sessionId);
    }

    /** The same for all recipients, who must not learn of each other. */
    private byte[] trace() {
        var settings = service.settings();
        Optional<SmtpAddress> only =
                recipients.size() == 1 ? Optional.of(recipients.getFirst().address) : Optional.empty();
        var trace = new TraceHeaders().returnPath(envelope.sender());
        if (settings.deliveryAddress() != LmtpSettings.DeliveryAddress.NONE) {
            only.ifPresent(trace::deliveredTo);
        }
        if (settings.addReceivedHeader()) {
            trace.received(envelope, settings.hostname(), "LMTP", only, ZoneId.systemDefault());
        }
        return trace.octets();
    }

    @Override
    public void close() {
        recipients.forEach(recipient -> service.slots().giveBack(recipient.user.name()));
    }
}
