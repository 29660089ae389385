package org.mailloft.server;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.mailloft.admin.AdminFailure;
import org.mailloft.admin.ServerControl;
import org.mailloft.conf.ConfException;
import org.mailloft.conf.settings.Configuration;
import org.mailloft.doveadm.ExitCode;
import org.mailloft.net.SessionHandler;
import org.mailloft.net.netty.EventLoops;
import org.mailloft.net.netty.TlsContexts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running mail server: what outlives a reload (open sockets, open mailboxes, who is logged in) and the services of the
 * current configuration. Connections keep the services they began with.
 */
public final class MailServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("org.mailloft.master");

    private final Path file;
    private final EventLoops loops = new EventLoops(Runtime.getRuntime().availableProcessors());
    private final Listeners listeners = new Listeners(loops, this::handler);
    private final Shared shared = new Shared(Clock.systemDefaultZone());
    private final ServerControl control = new Control();
    private Optional<TlsContexts> tls = Optional.empty();
    private volatile Wiring wiring;

    private MailServer(Path file) {
        this.file = file;
    }

    /**
     * Starts with this configuration file and opens its log.
     *
     * @throws ConfException when the configuration is wrong
     * @throws StartFailure when a socket or certificate cannot be had
     */
    public static MailServer start(Path file) {
        var server = new MailServer(file);
        try {
            server.become(Configuration.load(file));
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    /**
     * Reads the configuration again and goes over to it as a whole. When it is wrong, everything stays as it was.
     *
     * @throws ConfException as {@link #start}
     * @throws StartFailure likewise
     */
    public synchronized void reload() {
        LOG.warn("SIGHUP received - reloading configuration");
        try {
            become(Configuration.load(file));
        } catch (ConfException | StartFailure e) {
            LOG.error("{}; the old configuration stays active", e.getMessage());
            throw e;
        }
    }

    private synchronized void become(Configuration configuration) {
        var settings = configuration.read(ServerSettings.class);
        Logs.open(settings.infoLogPath().isEmpty() ? settings.logPath() : settings.infoLogPath(), settings.debug());
        configuration.warnings().forEach(LOG::warn);
        var sockets = Sockets.wanted(configuration.activeServices());
        var old = wiring;
        wiring = new Wiring(configuration, shared, control);
        try {
            boolean hadTls = tls.isPresent();
            tls = Certificates.become(tls, configuration, settings.isTlsOff());
            listeners.become(sockets, tls, hadTls != tls.isPresent());
        } catch (StartFailure e) {
            wiring.close();
            wiring = old;
            throw e;
        }
        if (old != null) {
            old.close();
        }
        LOG.info("Mailloft {} serving {}", version(), settings.protocols());
    }

    /** A handler that asks at each connection what is served now. */
    private SessionHandler handler(Sockets.Kind kind) {
        return switch (kind) {
            case IMAP -> connection -> wiring.imap().serve(connection);
            case LMTP -> connection -> wiring.lmtp().serve(connection);
            case ADMIN -> connection -> wiring.admin().serve(connection);
        };
    }

    private static String version() {
        return Optional.ofNullable(MailServer.class.getPackage().getImplementationVersion())
                .orElse("(development)");
    }

    /** What {@code doveadm reload} and {@code doveadm stop} reach. */
    private final class Control implements ServerControl {

        @Override
        public void reload() {
            try {
                MailServer.this.reload();
            } catch (ConfException | StartFailure e) {
                throw new AdminFailure(ExitCode.TEMPORARY, "Fatal: " + e.getMessage());
            }
        }

        /** The end comes from outside: from the same place as after a signal. */
        @Override
        public void stop() {
            Thread.ofPlatform().name("stop").start(() -> System.exit(0));
        }
    }

    /** Says goodbye to everybody and ends; nothing that was acknowledged depends on it. */
    @Override
    public synchronized void close() {
        listeners.close();
        if (wiring != null) {
            wiring.close();
        }
        shared.close();
        loops.close();
    }
}
