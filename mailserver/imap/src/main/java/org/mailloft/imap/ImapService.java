package org.mailloft.imap;

import java.time.Clock;
import org.mailloft.auth.Authentication;
import org.mailloft.net.Connection;
import org.mailloft.net.SessionHandler;
import org.mailloft.net.SessionRegistry;
import org.mailloft.storage.StoreFactory;

/**
 * IMAP for any number of connections.
 *
 * @param settings for the sessions that begin with it
 * @param authentication who may log in
 * @param stores where mail is
 * @param registry of everybody logged in
 * @param commands what clients can ask for
 * @param clock for logs, statistics and the time zone of INTERNALDATE
 */
public record ImapService(
        ImapSettings settings,
        Authentication authentication,
        StoreFactory stores,
        SessionRegistry registry,
        CommandTable commands,
        Clock clock)
        implements SessionHandler {

    @Override
    public void serve(Connection connection) {
        new ImapSession(this, connection).run();
    }
}
