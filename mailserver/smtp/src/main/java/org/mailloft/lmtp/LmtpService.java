package org.mailloft.lmtp;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.mailloft.auth.Authentication;
import org.mailloft.delivery.Delivery;
import org.mailloft.delivery.DeliveryResult;
import org.mailloft.net.Connection;
import org.mailloft.net.SessionHandler;
import org.mailloft.net.SessionLog;
import org.mailloft.smtp.Envelope;
import org.mailloft.smtp.Reply;
import org.mailloft.smtp.SessionIds;
import org.mailloft.smtp.SmtpAddress;
import org.mailloft.smtp.SmtpLimits;
import org.mailloft.smtp.SmtpService;
import org.mailloft.smtp.SmtpSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The LMTP server: one for all its connections. RFC 2033. */
public final class LmtpService implements SessionHandler, SmtpService {

    private static final Logger LOGGER = LoggerFactory.getLogger(LmtpService.class);

    private final LmtpSettings settings;
    private final SmtpSession.Settings dialogue;
    private final Authentication users;
    private final Delivery delivery;
    private final InstantSource clock;
    private final SessionIds sessionIds;
    private final UserSlots slots;
    private final Optional<Distribution> distribution;
    private final long pid = ProcessHandle.current().pid();

    /**
     * @param users who can receive mail
     * @param distribution to members of groups and lists; empty when an MTA in front does that
     * @param spoolDirectory for messages that do not fit into memory: {@code mail_temp_dir}
     */
    public LmtpService(
            LmtpSettings settings,
            Authentication users,
            Delivery delivery,
            Optional<Distribution> distribution,
            Path spoolDirectory,
            SmtpLimits limits,
            InstantSource clock) {
        this.settings = settings;
        this.users = users;
        this.delivery = delivery;
        this.distribution = distribution;
        this.clock = clock;
        this.sessionIds = new SessionIds(clock);
        this.slots = new UserSlots(settings.userConcurrencyLimit());
        this.dialogue = new SmtpSession.Settings(
                settings.hostname(), settings.greeting(), settings.clientWorkarounds(), spoolDirectory, limits);
    }

    @Override
    public void serve(Connection connection) {
        var log = new SessionLog(LOGGER, "lmtp(" + pid + ")");
        new SmtpSession(connection, dialogue, this, clock, sessionIds.next(), log).run();
    }

    @Override
    public String helloVerb() {
        return "LHLO";
    }

    @Override
    public Transaction begin(Envelope envelope) {
        return new LmtpTransaction(this, envelope);
    }

    LmtpSettings settings() {
        return settings;
    }

    Authentication users() {
        return users;
    }

    Delivery delivery() {
        return delivery;
    }

    Optional<Distribution> distribution() {
        return distribution;
    }

    InstantSource clock() {
        return clock;
    }

    UserSlots slots() {
        return slots;
    }

    /** What the client is told about one recipient. */
    Reply reply(DeliveryResult result, SmtpAddress recipient, String sessionId) {
        return LmtpReply.of(result, recipient, sessionId, settings.quotaFullTempfail(), clock.instant());
    }

    /** The log of what happens to one recipient. */
    SessionLog log(String user, String sessionId) {
        return new SessionLog(LOGGER, "lmtp(" + user + ")<" + pid + "><" + sessionId + ">");
    }
}
