package org.mailloft.smtp;

import java.time.Duration;

/**
 * Bounds of one session.
 *
 * @param lineOctets longest command line, without CRLF
 * @param messageOctets longest message; announced with SIZE
 * @param recipients accepted in one transaction
 * @param badCommands bad commands in a row that are answered; the next one ends the session
 * @param memoryOctets of a message kept in memory; the rest goes to a temporary file
 * @param idle how long the client may be silent
 */
public record SmtpLimits(
        int lineOctets, long messageOctets, int recipients, int badCommands, int memoryOctets, Duration idle) {

    /** Dovecot's, where it has any. */
    public static final SmtpLimits DEFAULT = new SmtpLimits(4096, 1L << 30, 1000, 10, 128 << 10, Duration.ofMinutes(5));
}
