package org.mailloft.auth;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.mailloft.net.SessionLog;

/** Keeps what was logged. */
public final class LogLines {

    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private final SessionLog log;

    public LogLines() {
        var context = new LoggerContext();
        Logger logger = context.getLogger("auth");
        appender.setContext(context);
        appender.start();
        logger.addAppender(appender);
        log = new SessionLog(logger, "auth");
    }

    public SessionLog log() {
        return log;
    }

    public List<String> lines() {
        return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
