package org.mailloft.lmtp;

import java.nio.file.Path;
import java.time.InstantSource;
import org.mailloft.auth.Authentication;
import org.mailloft.delivery.Delivery;
import org.mailloft.net.Connection;
import org.mailloft.net.SessionHandler;
import org.mailloft.net.SessionLog;
import org.mailloft.smtp.Envelope;
import org.mailloft.smtp.SessionIds;
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
    private final long pid = ProcessHandle.current().pid();

    /**
     * @param users who can receive mail
     * @param spoolDirectory for messages that do not fit into memory: {@code mail_temp_dir}
     */
    public LmtpService(
            LmtpSettings settings,
            Authentication users,
            Delivery delivery,
            Path spoolDirectory,
            SmtpLimits limits,
            InstantSource clock) {
        this.settings = settings;
        this.users = users;
        this.delivery = delivery;
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

    InstantSource clock() {
        return clock;
    }

    UserSlots slots() {
        return slots;
    }

    /** The log of what happens to one recipient. */
    SessionLog log(String user, String sessionId) {
        return new SessionLog(LOGGER, "lmtp(" + user + ")<" + pid + "><" + sessionId + ">");
    }
}
