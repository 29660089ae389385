package org.mailloft.server;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.mailloft.admin.AdminFailure;
import org.mailloft.admin.ServerControl;
import org.mailloft.admin.ServiceStatus;
import org.mailloft.auth.socket.ClientService;
import org.mailloft.conf.ConfException;
import org.mailloft.conf.settings.Configuration;
import org.mailloft.doveadm.ExitCode;
import org.mailloft.net.SessionHandler;
import org.mailloft.net.SessionLog;
import org.mailloft.net.netty.EventLoops;
import org.mailloft.net.netty.TlsContexts;
import org.mailloft.systemd.ServiceManager;
import org.mailloft.systemd.Watchdog;
import org.slf4j.LoggerFactory;

/**
 * A running mail server: what outlives a reload (open sockets, open mailboxes, who is logged in) and the services of the
 * current configuration. Connections keep the services they began with.
 */
public final class MailServer implements AutoCloseable {

    private static final SessionLog LOG = new SessionLog(LoggerFactory.getLogger("org.mailloft.master"), "master");

    private final Path file;
    private final ServiceManager manager;
    private final EventLoops loops = new EventLoops(Runtime.getRuntime().availableProcessors());
    private final Listeners listeners = new Listeners(loops, () -> this.tls, this::handler);
    private final Services services = new Services();
    private final Shared shared = new Shared(Clock.systemDefaultZone());
    private final SessionHandler passwords = new ClientService(
            shared.authentication(),
            shared.clock(),
            new SecureRandom(),
            new SessionLog(LoggerFactory.getLogger(ClientService.class), "auth"));
    private final ServerControl control = new Control();
    private volatile Optional<TlsContexts> tls = Optional.empty();
    private final Graveyard graveyard = new Graveyard(() -> this.wiring.homes());
    private volatile Wiring wiring;
    private StartOnly started;
    private String protocols = "";
    private Optional<Canary> canary = Optional.empty();

    private MailServer(Path file, ServiceManager manager) {
        this.file = file;
        this.manager = manager;
    }

    /** Starts as a part of another process. */
    public static MailServer start(Path file) {
        return start(file, ServiceManager.NONE);
    }

    /**
     * Starts with this configuration file and opens its log.
     *
     * @param manager is told how it goes
     * @throws ConfException when the configuration is wrong
     * @throws StartFailure when a socket or certificate cannot be had
     */
    static MailServer start(Path file, ServiceManager manager) {
        var server = new MailServer(file, manager);
        try {
            var configuration = Configuration.load(file);
            server.started = configuration.read(StartOnly.class);
            server.become(configuration);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        manager.ready("serving " + server.protocols);
        return server;
    }

    /**
     * What only a server in good order can do: every thread that moves octets comes round, and a session answers.
     *
     * @throws StartFailure when there can be no socket for it
     */
    synchronized Watchdog.Check selfTest() {
        var folder = Path.of(Configuration.load(file).read(ServerSettings.class).baseFolder());
        var bird = new Canary(loops, folder.resolve("canary"));
        canary = Optional.of(bird);
        return () -> {
            loops.awaitRound();
            bird.sing();
        };
    }

    /**
     * Reads the configuration again and goes over to it as a whole: when this returns, new connections are served by it.
     * When it is wrong, everything stays as it was.
     *
     * @return a line for each setting that was changed and needs a restart
     * @throws ConfException as {@link #start}
     * @throws StartFailure likewise
     */
    public synchronized List<String> reload() {
        LOG.warning("SIGHUP received - reloading configuration");
        manager.reloading();
        var outcome = "";
        try {
            var configuration = Configuration.load(file);
            become(configuration);
            var later = started.changedTo(configuration.read(StartOnly.class));
            later.forEach(LOG::warning);
            return later;
        } catch (ConfException | StartFailure e) {
            LOG.error(e.getMessage() + "; the old configuration stays active");
            outcome = "; the last reload failed: " + e.getMessage();
            throw e;
        } finally {
            manager.ready("serving " + protocols + outcome);
        }
    }

    /** Everything that can fail comes first, and leaves no trace when it does. */
    private synchronized void become(Configuration configuration) {
        var active = configuration.activeServices();
        var wanted =
                Sockets.wanted(active, configuration.read(ServerSettings.class).internalUser());
        var certificates = Certificates.of(configuration, tls);
        var log = Logs.prepare(configuration.read(LogSettings.class));
        Wiring next;
        Listeners.Prepared sockets;
        try {
            next = new Wiring(configuration, shared, control);
            sockets = listeners.prepare(wanted, socket -> services.of(socket, active));
        } catch (RuntimeException e) {
            log.stop();
            if (wiring != null) {
                wiring.keepDirectories();
            }
            throw e instanceof IllegalArgumentException ? new StartFailure(e.getMessage()) : e;
        }
        Logs.become(log);
        configuration.warnings().forEach(LOG::warning);
        FileLimit.warning(
                        active,
                        configuration.read(ServerSettings.class).defaultClientLimit(),
                        FileLimit.ofThisProcess())
                .ifPresent(LOG::warning);
        Sockets.unserved(active).forEach(LOG::warning);
        next.takeOver();
        if (wiring == null) {
            next.homes().recover();
            graveyard.start();
        }
        wiring = next;
        tls = certificates;
        services.become(active);
        sockets.commit();
        protocols = String.join(" ", Sockets.served(active));
        LOG.info("Mailloft " + version() + " serving " + protocols);
    }

    /** A handler that asks at each connection what is served now. */
    private SessionHandler handler(Sockets.Kind kind) {
        return switch (kind) {
            case IMAP -> connection -> wiring.imap().serve(connection);
            case LMTP -> forMtas(kind, connection -> wiring.lmtp().serve(connection));
            case ADMIN -> connection -> wiring.admin().serve(connection);
            case QUOTA_STATUS ->
                forMtas(kind, connection -> wiring.quotaStatus().serve(connection));
            case AUTH -> forMtas(kind, passwords);
        };
    }

    private SessionHandler forMtas(Sockets.Kind kind, SessionHandler handler) {
        return connection -> {
            if (wiring.mtas().admits(connection.peer())) {
                handler.serve(connection);
            } else {
                LOG.warning(kind + ": Connection from " + connection.peer().remoteIp()
                        + " closed, which is not in mta_networks");
            }
        };
    }

    private static String version() {
        return Optional.ofNullable(MailServer.class.getPackage().getImplementationVersion())
                .orElse("(development)");
    }

    /** What {@code doveadm} commands about the server itself reach. */
    private final class Control implements ServerControl {

        @Override
        public List<String> reload() {
            try {
                return MailServer.this.reload();
            } catch (ConfException | StartFailure e) {
                throw new AdminFailure(ExitCode.TEMPORARY, "Fatal: " + e.getMessage());
            }
        }

        /** The end comes from outside: from the same place as after a signal. */
        @Override
        public void stop() {
            Thread.ofPlatform().name("stop").start(() -> System.exit(0));
        }

        @Override
        public void reopenLogs() {
            try {
                Logs.reopen();
            } catch (StartFailure e) {
                throw new AdminFailure(ExitCode.TEMPORARY, "Fatal: " + e.getMessage());
            }
        }

        @Override
        public List<ServiceStatus> services() {
            return services.status();
        }
    }

    /** Says goodbye to everybody and ends; nothing that was acknowledged depends on it. */
    @Override
    public synchronized void close() {
        manager.stopping();
        canary.ifPresent(Canary::close);
        listeners.close();
        graveyard.close();
        services.close();
        shared.close();
        loops.close();
    }
}
