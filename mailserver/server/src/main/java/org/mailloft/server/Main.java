package org.mailloft.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.mailloft.conf.ConfException;
import org.mailloft.net.SessionLog;
import org.mailloft.systemd.ServiceManager;
import org.mailloft.systemd.Watchdog;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The mail server as a command, in the foreground. SIGHUP reloads the configuration, SIGUSR1 opens the log
 * files again, SIGTERM and SIGINT end it. Exit
 * codes: 0 after a clean end, 64 for wrong usage, 89 for a wrong configuration, 1 when it cannot start otherwise.
 */
@Command(name = "mailloft", mixinStandardHelpOptions = true, description = "The mail server.")
public final class Main implements Runnable {

    private static final int EXIT_CONFIGURATION = 89;
    private static final SessionLog LOG = new SessionLog(LoggerFactory.getLogger("org.mailloft.master"), "master");

    @Option(names = "-c", paramLabel = "FILE", description = "configuration file (default: ${DEFAULT-VALUE})")
    private Path file = Path.of("/etc/mailloft/mailloft.conf");

    @Option(names = "-F", description = "stay in the foreground, which is what it does anyway")
    private boolean foreground;

    private Main() {}

    public static void main(String[] args) {
        Logs.open("");
        int code = new CommandLine(new Main())
                .setExecutionExceptionHandler((e, _, _) -> fail(e))
                .execute(args);
        if (code != 0) {
            System.exit(code);
        }
    }

    private static int fail(Exception e) {
        System.err.println("mailloft: Fatal: " + (e.getMessage() == null ? e : e.getMessage()));
        return e instanceof ConfException ? EXIT_CONFIGURATION : 1;
    }

    @Override
    public void run() {
        var manager = serviceManager();
        var server = MailServer.start(file, manager);
        var watchdog = manager.watchdog().map(_ -> Watchdog.start(manager, server.selfTest(), LOG::error));
        Signals.handle("HUP", () -> {
            try {
                server.reload();
            } catch (ConfException | StartFailure e) {
                // logged, and the old configuration goes on
            }
        });
        Signals.handle("USR1", () -> {
            try {
                Logs.reopen();
            } catch (StartFailure e) {
                System.err.println("mailloft: Error: " + e.getMessage());
            }
        });
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            // its own sockets are about to vanish
                            watchdog.ifPresent(Watchdog::close);
                            server.close();
                            Runtime.getRuntime().halt(0);
                        },
                        "shutdown"));
        park();
    }

    private static ServiceManager serviceManager() {
        try {
            return ServiceManager.of(System.getenv(), ProcessHandle.current().pid());
        } catch (IOException e) {
            throw new StartFailure("NOTIFY_SOCKET: " + e.getMessage());
        }
    }

    private static void park() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
