package org.mailloft.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/**
 * A log line in Dovecot's shape: {@code Nov 21 20:20:09 imap-login: Info: Login: ...}. Sessions bring everything after
 * the time themselves; what other code logs gets the name of its part in front.
 *
 * @param part who says it, such as {@code imap(anna)<4711><session>}
 * @param text what, without a line end
 * @param stack empty, or lines with line ends
 */
record LogLine(Instant at, Level level, String part, String text, String stack) {

    private static final String ROOT = "org.mailloft.";
    private static final String SESSION_PATTERN = "{}: ";
    private static final Map<Level, String> WORDS =
            Map.of(Level.ERROR, "Error", Level.WARN, "Warning", Level.INFO, "Info", Level.DEBUG, "Debug");
    private static final Map<Level, Integer> SEVERITIES =
            Map.of(Level.ERROR, 3, Level.WARN, 4, Level.INFO, 6, Level.DEBUG, 7);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MMM dd HH:mm:ss", Locale.ROOT);
    /** RFC 3164 section 4.1.2: a day below ten has a space in front. */
    private static final DateTimeFormatter SYSLOG_TIME = DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT);

    static LogLine of(ILoggingEvent event) {
        var level = event.getLevel().equals(Level.TRACE) ? Level.DEBUG : event.getLevel();
        var text = event.getFormattedMessage();
        var part = part(event.getLoggerName());
        if (event.getMessage().startsWith(SESSION_PATTERN)) {
            part = String.valueOf(event.getArgumentArray()[0]);
            text = text.substring(part.length() + 2);
            var word = WORDS.get(level) + ": ";
            text = text.startsWith(word) ? text.substring(word.length()) : text;
        }
        return new LogLine(event.getInstant(), level, part, text, stack(event.getThrowableProxy()));
    }

    private static String stack(IThrowableProxy thrown) {
        return thrown == null ? "" : ThrowableProxyUtil.asString(thrown);
    }

    /** As it stands in a file. */
    String withTime() {
        return TIME.format(at.atZone(ZoneId.systemDefault())) + " " + part + ": " + WORDS.get(level) + ": " + text
                + "\n" + stack;
    }

    /** As a datagram of RFC 3164. Dovecot leaves the word Info out there; the severity tells it. */
    String forSyslog(String instance, int facility) {
        return "<" + (facility << 3 | SEVERITIES.get(level)) + ">"
                + SYSLOG_TIME.format(at.atZone(ZoneId.systemDefault())) + " " + instance + ": " + part + ": "
                + (level.equals(Level.INFO) ? "" : WORDS.get(level) + ": ") + text
                + (stack.isEmpty() ? "" : "\n" + stack.stripTrailing());
    }

    /** Such as {@code directory} for {@code org.mailloft.directory.client.LdapPool}. */
    private static String part(String logger) {
        if (!logger.startsWith(ROOT)) {
            return logger.substring(logger.lastIndexOf('.') + 1);
        }
        int end = logger.indexOf('.', ROOT.length());
        return logger.substring(ROOT.length(), end < 0 ? logger.length() : end);
    }
}
