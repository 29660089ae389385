package org.mailloft.smtp;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** The header fields that a server puts before a message, folded as Dovecot folds them. RFC 5321 section 4.4. */
public final class TraceHeaders {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss xx", Locale.ENGLISH);

    private final StringBuilder text = new StringBuilder();

    /** The reverse-path, which final delivery takes from the envelope. */
    public TraceHeaders returnPath(SmtpAddress sender) {
        text.append("Return-Path: <").append(sender).append(">\r\n");
        return this;
    }

    /** For whom the message was, without angle brackets. */
    public TraceHeaders deliveredTo(SmtpAddress recipient) {
        text.append("Delivered-To: ").append(recipient).append("\r\n");
        return this;
    }

    /**
     * @param hostname of this server
     * @param protocol {@code LMTP}, {@code ESMTP}, ... without the letter that TLS adds (RFC 3848)
     * @param recipient the only one there is; with several, naming one would tell it to the others
     */
    public TraceHeaders received(
            Envelope envelope, String hostname, String protocol, Optional<SmtpAddress> recipient, ZoneId zone) {
        text.append("Received: from ").append(envelope.helloName());
        text.append(" ([").append(envelope.peer().remoteIp()).append("])\r\n");
        if (envelope.isTls()) {
            text.append("\t(using ").append(envelope.tlsInfo()).append(")\r\n");
        }
        text.append("\tby ").append(hostname).append(" with ").append(protocol);
        text.append(envelope.isTls() ? "S" : "").append("\r\n");
        text.append("\tid ").append(envelope.sessionId()).append("\r\n");
        text.append("\t(envelope-from <").append(envelope.sender()).append(">)");
        recipient.ifPresent(to -> text.append("\r\n\tfor <").append(to).append('>'));
        text.append("; ")
                .append(DATE.format(ZonedDateTime.ofInstant(envelope.begun(), zone)))
                .append("\r\n");
        return this;
    }

    public byte[] octets() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
