package org.mailloft.smtp;

import java.util.Map;

/** What a client can say. RFC 5321 section 4.1.1; BDAT is RFC 3030, STARTTLS RFC 3207, LHLO RFC 2033. */
public sealed interface SmtpCommand {

    /**
     * LHLO or EHLO.
     *
     * @param verb in capitals
     * @param name what the client calls itself; not checked for being a host name
     */
    record Hello(String verb, String name) implements SmtpCommand {}

    /** @param parameters by keyword in capitals; without a value an empty string */
    record Mail(SmtpAddress sender, Map<String, String> parameters) implements SmtpCommand {}

    /** @param parameters as in {@link Mail} */
    record Rcpt(SmtpAddress recipient, Map<String, String> parameters) implements SmtpCommand {}

    record Data() implements SmtpCommand {}

    /** @param size octets that follow the command line */
    record Bdat(long size, boolean last) implements SmtpCommand {}

    record Rset() implements SmtpCommand {}

    record Noop() implements SmtpCommand {}

    record Vrfy() implements SmtpCommand {}

    record StartTls() implements SmtpCommand {}

    record Quit() implements SmtpCommand {}
}
