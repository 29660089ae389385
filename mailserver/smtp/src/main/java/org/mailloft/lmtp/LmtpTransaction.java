package org.mailloft.lmtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailloft.auth.AuthRequest;
import org.mailloft.auth.UserRecord;
import org.mailloft.smtp.Envelope;
import org.mailloft.smtp.Reply;
import org.mailloft.smtp.SmtpAddress;
import org.mailloft.smtp.SmtpService;
import org.mailloft.smtp.SpooledMessage;
import org.mailloft.smtp.Subaddress;
import org.mailloft.storage.MailUser;

/** One message for some of our users. */
final class LmtpTransaction implements SmtpService.Transaction {

    private final LmtpService service;
    private final Envelope envelope;
    private final RecipientLookup lookup;
    private final List<Recipient> recipients = new ArrayList<>();
    private int numbered;

    LmtpTransaction(LmtpService service, Envelope envelope) {
        this.service = service;
        this.envelope = envelope;
        this.lookup = new RecipientLookup(
                service.users(),
                request(envelope),
                service.distribution(),
                envelope.sender(),
                name -> service.log(name, envelope.sessionId()));
    }

    private static AuthRequest request(Envelope envelope) {
        var peer = envelope.peer();
        return new AuthRequest(
                "lmtp",
                envelope.sessionId(),
                peer.remoteIp(),
                peer.localIp(),
                envelope.isTls() || peer.isSameHost(),
                envelope.isTls());
    }

    @Override
    public Reply recipient(SmtpAddress address) {
        numbered++;
        var parts = Subaddress.of(address, service.settings().recipientDelimiter());
        return switch (lookup.find(numbered, address, parts)) {
            case RecipientLookup.Found.Refused(var reply) -> reply;
            case RecipientLookup.Found.Taken(var recipient) -> take(recipient);
        };
    }

    private Reply take(Recipient recipient) {
        var refusal = refusal(recipient);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (!takeSlots(recipient.users())) {
            return LmtpReply.tooManyDeliveries(recipient.address());
        }
        recipients.add(recipient);
        return LmtpReply.accepted();
    }

    /** Of a mailbox that is full already, where that is asked at once ({@code lmtp_rcpt_check_quota}). */
    private Optional<Reply> refusal(Recipient recipient) {
        if (!service.settings().rcptCheckQuota() || recipient.expanded()) {
            return Optional.empty();
        }
        var user = recipient.users().getFirst();
        var log = service.log(user.name(), envelope.sessionId());
        return service.delivery()
                .refusal(new MailUser(user.name(), user.home(), user.fields()), log)
                .map(result -> service.reply(result, recipient.address(), envelope.sessionId()));
    }

    /** All or none. */
    private boolean takeSlots(List<UserRecord> users) {
        for (int i = 0; i < users.size(); i++) {
            if (!service.slots().take(users.get(i).name())) {
                users.subList(0, i).forEach(user -> service.slots().giveBack(user.name()));
                return false;
            }
        }
        return true;
    }

    @Override
    public List<Reply> deliver(SpooledMessage message) {
        return new LmtpDelivery(service, envelope, recipients, message).replies();
    }

    @Override
    public void close() {
        recipients.forEach(
                recipient -> recipient.users().forEach(user -> service.slots().giveBack(user.name())));
    }
}
