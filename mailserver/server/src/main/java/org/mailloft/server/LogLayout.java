package org.mailloft.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A log line in Dovecot's shape: {@code Nov 21 20:20:09 imap-login: Info: Login: ...}. Sessions bring everything after
 * the time themselves; what other code logs gets the name of its part in front.
 */
final class LogLayout extends LayoutBase<ILoggingEvent> {

    private static final String ROOT = "org.mailloft.";
    private static final String SESSION_PATTERN = "{}: ";

    private final DateTimeFormatter time =
            DateTimeFormatter.ofPattern("MMM dd HH:mm:ss ", Locale.ROOT).withZone(ZoneId.systemDefault());
    private final ThrowableProxyConverter stack = new ThrowableProxyConverter();

    @Override
    public void start() {
        stack.start();
        super.start();
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        var line = new StringBuilder(160);
        time.formatTo(event.getInstant(), line);
        if (!event.getMessage().startsWith(SESSION_PATTERN)) {
            line.append(part(event.getLoggerName()))
                    .append(": ")
                    .append(word(event.getLevel()))
                    .append(": ");
        }
        line.append(event.getFormattedMessage()).append('\n');
        if (event.getThrowableProxy() != null) {
            line.append(stack.convert(event));
        }
        return line.toString();
    }

    /** Such as {@code directory} for {@code org.mailloft.directory.client.LdapPool}. */
    private static String part(String logger) {
        if (!logger.startsWith(ROOT)) {
            return logger.substring(logger.lastIndexOf('.') + 1);
        }
        int end = logger.indexOf('.', ROOT.length());
        return logger.substring(ROOT.length(), end < 0 ? logger.length() : end);
    }

    private static String word(Level level) {
        return switch (level.toInt()) {
            case Level.ERROR_INT -> "Error";
            case Level.WARN_INT -> "Warning";
            case Level.INFO_INT -> "Info";
            default -> "Debug";
        };
    }
}
