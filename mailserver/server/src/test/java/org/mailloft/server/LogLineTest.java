package org.mailloft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LogLineTest {

    @Test
    void aSessionLineIsWrittenAsTheSessionShapedIt() {
        var line = line("org.mailloft.imap", Level.INFO, "{}: Info: {}", "imap(anna)<1><x>", "Logged out");
        assertEquals("imap(anna)<1><x>: Info: Logged out", inFile(line));
    }

    @Test
    void otherLinesGetTheirPartAndTheirLevel() {
        assertEquals(
                "directory: Warning: connection lost",
                inFile(line("org.mailloft.directory.client.LdapPool", Level.WARN, "connection lost")));
        assertEquals("master: Error: it broke", inFile(line("master", Level.ERROR, "it broke")));
    }

    @Test
    void syslogIsToldTheLevelByNumberAndInformationWithoutAWord() {
        var info = line("org.mailloft.imap", Level.INFO, "{}: Info: {}", "imap-login", "Login: user=<anna>");
        var sent = info.forSyslog("dovecot", 21);
        assertTrue(
                sent.matches(
                        "<174>[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d dovecot: imap-login: Login: user=<anna>"),
                sent);
        var error = line("org.mailloft.imap", Level.ERROR, "{}: Error: {}", "imap-login", "it broke");
        sent = error.forSyslog("dovecot", 2);
        assertTrue(sent.matches("<19>.{15} dovecot: imap-login: Error: it broke"), sent);
    }

    @Test
    void aDayBelowTenHasASpaceForSyslogAndAZeroInFiles() {
        var line = new LogLine(Instant.parse("2026-11-05T12:00:00Z"), Level.INFO, "master", "text", "");
        assertTrue(line.forSyslog("dovecot", 2).startsWith("<22>Nov  5 "), line.forSyslog("dovecot", 2));
        assertTrue(line.withTime().startsWith("Nov 05 "), line.withTime());
    }

    private static String inFile(LogLine line) {
        return line.withTime().substring("Nov 21 20:20:09 ".length()).stripTrailing();
    }

    private static LogLine line(String logger, Level level, String message, Object... arguments) {
        var context = new LoggerContext();
        return LogLine.of(new LoggingEvent("", context.getLogger(logger), level, message, null, arguments));
    }
}
