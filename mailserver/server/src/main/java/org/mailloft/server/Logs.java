package org.mailloft.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import org.slf4j.LoggerFactory;

/** Sends the log where {@code log_path} says. */
public final class Logs {

    private Logs() {}

    /**
     * Opens the log, or opens it again after a rotation.
     *
     * @param path a file; {@code /dev/stderr}, {@code syslog} and nothing all mean standard error, which systemd hands on
     *     to the journal and to syslog
     * @param debug whether debug lines are wanted
     */
    public static void open(String path, boolean debug) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        var appender = appender(path);
        appender.setContext(context);
        appender.setEncoder(encoder(context));
        appender.setImmediateFlush(true);
        appender.start();
        root.detachAndStopAllAppenders();
        root.addAppender(appender);
        root.setLevel(Level.WARN);
        // they log every lost connection with its stack; those who use them tell it in one line
        context.getLogger("org.apache.directory").setLevel(Level.OFF);
        context.getLogger("org.apache.mina").setLevel(Level.OFF);
        context.getLogger("org.mailloft").setLevel(debug ? Level.DEBUG : Level.INFO);
    }

    private static OutputStreamAppender<ILoggingEvent> appender(String path) {
        if (path.isEmpty() || path.equals("syslog") || path.equals("/dev/stderr")) {
            var console = new ConsoleAppender<ILoggingEvent>();
            console.setTarget("System.err");
            return console;
        }
        var file = new FileAppender<ILoggingEvent>();
        file.setFile(path);
        return file;
    }

    private static LayoutWrappingEncoder<ILoggingEvent> encoder(LoggerContext context) {
        var layout = new LogLayout();
        layout.setContext(context);
        layout.start();
        var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
        encoder.setContext(context);
        encoder.setLayout(layout);
        encoder.start();
        return encoder;
    }
}
