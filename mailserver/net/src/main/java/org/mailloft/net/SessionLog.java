package org.mailloft.net;

import org.slf4j.Logger;

/**
 * Log lines of one session in Dovecot's shape: {@code imap(anna@example.org)<4711><session>: Info: text}. Tools such as
 * fail2ban read them, so texts are part of the interface.
 *
 * @param logger where they go
 * @param prefix everything before the colon
 */
public record SessionLog(Logger logger, String prefix) {

    public void info(String text) {
        logger.info("{}: Info: {}", prefix, printable(text));
    }

    public void warning(String text) {
        logger.warn("{}: Warning: {}", prefix, printable(text));
    }

    public void error(String text) {
        logger.error("{}: Error: {}", prefix, printable(text));
    }

    public void error(String text, Throwable cause) {
        logger.error("{}: Error: {}", prefix, printable(text), cause);
    }

    public void debug(String text) {
        logger.debug("{}: Debug: {}", prefix, printable(text));
    }

    public SessionLog withPrefix(String other) {
        return new SessionLog(logger, other);
    }

    /** A client must not be able to write lines of its own into the log. */
    private static String printable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return text.replaceAll("\\p{Cntrl}", "?");
            }
        }
        return text;
    }
}
