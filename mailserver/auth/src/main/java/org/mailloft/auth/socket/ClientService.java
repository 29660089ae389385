package org.mailloft.auth.socket;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.mailloft.auth.Verification;
import org.mailloft.net.Connection;
import org.mailloft.net.SessionHandler;
import org.mailloft.net.SessionLog;

/** Checks passwords for SMTP servers. Any number of connections. */
public final class ClientService implements SessionHandler {

    private static final int COOKIE_OCTETS = 16;

    private final Verification passwords;
    private final InstantSource clock;
    private final SecureRandom random;
    private final SessionLog log;
    private final AtomicLong connections = new AtomicLong();

    public ClientService(Verification passwords, InstantSource clock, SecureRandom random, SessionLog log) {
        this.passwords = passwords;
        this.clock = clock;
        this.random = random;
        this.log = log;
    }

    /** Until the client goes; one that does not speak the protocol is sent away. */
    @Override
    public void serve(Connection connection) {
        var cookie = new byte[COOKIE_OCTETS];
        random.nextBytes(cookie);
        var mechanisms = passwords.offered();
        var greeting =
                ServerLines.handshake(mechanisms, ProcessHandle.current().pid(), connections.incrementAndGet(), cookie);
        new ClientSession(connection, passwords, clock, log).run(greeting);
    }
}
