package org.mailloft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.junit.jupiter.api.Test;

class LogLayoutTest {

    @Test
    void aSessionLineIsWrittenAsTheSessionShapedIt() {
        assertEquals(
                "imap(anna)<1><x>: Info: Logged out",
                line("org.mailloft.imap", Level.INFO, "{}: Info: {}", "imap(anna)<1><x>", "Logged out"));
    }

    @Test
    void otherLinesGetTheirPartAndTheirLevel() {
        assertEquals(
                "directory: Warning: connection lost",
                line("org.mailloft.directory.client.LdapPool", Level.WARN, "connection lost"));
        assertEquals("master: Error: it broke", line("master", Level.ERROR, "it broke"));
    }

    private static String line(String logger, Level level, String message, Object... arguments) {
        var context = new LoggerContext();
        var layout = new LogLayout();
        layout.setContext(context);
        layout.start();
        var event = new LoggingEvent("", context.getLogger(logger), level, message, null, arguments);
        return layout.doLayout(event).substring("Nov 21 20:20:09 ".length()).stripTrailing();
    }
}
