package org.mailloft.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Sends the log where {@code log_path} and its siblings say. */
public final class Logs {

    private static final Path SYSLOG = Path.of("/dev/log");
    /** What debug lines about mail are written by. */
    private static final List<String> MAIL = List.of("imap", "lmtp", "smtp", "delivery", "storage", "mime");

    private Logs() {}

    /**
     * Opens the log of a process that has no configuration, or not yet.
     *
     * @param path a file; nothing and {@code /dev/stderr} mean standard error, which systemd hands on to the journal
     */
    public static void open(String path) {
        become(prepare(LogSettings.to(path)));
    }

    /**
     * Opens what is to be the log, see {@link #become}.
     *
     * @throws StartFailure when a file cannot be had
     */
    static LogRouter prepare(LogSettings settings) {
        return new LogRouter(settings, SYSLOG);
    }

    /** From now on the log goes there; what was open before is closed. */
    static void become(LogRouter router) {
        var context = context();
        router.setContext(context);
        router.start();
        var root = root();
        var before = root.getAppender(LogRouter.NAME);
        root.addAppender(router);
        root.iteratorForAppenders().forEachRemaining(other -> {
            if (other != router) {
                root.detachAppender(other);
            }
        });
        if (before != null) {
            before.stop();
        }
        levels(context, router.settings());
    }

    private static void levels(LoggerContext context, LogSettings settings) {
        root().setLevel(Level.WARN);
        // they log every lost connection with its stack; those who use them tell it in one line
        context.getLogger("org.apache.directory").setLevel(Level.OFF);
        context.getLogger("org.apache.mina").setLevel(Level.OFF);
        context.getLogger("org.mailloft").setLevel(Level.INFO);
        MAIL.forEach(part -> debug(context, part, settings.mailDebug()));
        debug(context, "auth", settings.authDebug() || settings.authDebugPasswords());
        debug(context, "net", settings.verboseTls());
    }

    private static void debug(LoggerContext context, String part, boolean on) {
        context.getLogger("org.mailloft." + part).setLevel(on ? Level.DEBUG : Level.INFO);
    }

    /**
     * Goes on with files of the same name, after the present ones were moved away.
     *
     * @throws StartFailure when one cannot be had; then the present ones stay
     */
    static void reopen() {
        if (root().getAppender(LogRouter.NAME) instanceof LogRouter router) {
            router.reopen();
        }
    }

    private static Logger root() {
        return context().getLogger(Logger.ROOT_LOGGER_NAME);
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
}
