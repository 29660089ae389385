package org.mailloft.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.mailloft.smtp.Reply;
import org.mailloft.smtp.SmtpAddress;
import org.mailloft.smtp.SmtpClient;

/** The mail server of {@code submission_host}. */
public final class SubmissionRelay implements Relay {

    private static final Pattern HOST = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\[\\]]+)(?::([0-9]{1,5}))?");
    private static final int SMTP_PORT = 25;
    private static final int SMTPS_PORT = 465;

    private final SmtpClient client;

    private SubmissionRelay(SmtpClient client) {
        this.client = client;
    }

    /**
     * The relay of these settings, or {@link Relay#NONE}.
     *
     * @throws IllegalArgumentException when the host is none
     */
    public static Relay of(RelaySettings settings) {
        if (settings.host().isBlank()) {
            return Relay.NONE;
        }
        var parts = HOST.matcher(settings.host().strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("submission_host: " + settings.host() + " is not HOST or HOST:PORT");
        }
        int standard =
                switch (settings.tls()) {
                    case NO, STARTTLS -> SMTP_PORT;
                    case SMTPS, SUBMISSIONS -> SMTPS_PORT;
                };
        int port = parts.group(2) == null ? standard : Integer.parseInt(parts.group(2));
        var server = new SmtpClient.Server(
                parts.group(1).replaceAll("[\\[\\]]", ""), port, settings.tls(), settings.timeout());
        return new SubmissionRelay(new SmtpClient(server, settings.hostname()));
    }

    @Override
    public boolean isThere() {
        return true;
    }

    @Override
    public Map<SmtpAddress, Outcome> send(Outgoing outgoing) {
        var outcomes = new LinkedHashMap<SmtpAddress, Outcome>();
        try {
            client.send(outgoing.sender(), outgoing.recipients(), outgoing.trace(), outgoing.message())
                    .forEach((recipient, reply) -> outcomes.put(recipient, outcome(recipient, reply, outgoing)));
        } catch (IOException | UncheckedIOException e) {
            outgoing.log().error("forwarding failed: " + e.getMessage());
            outgoing.recipients().forEach(recipient -> outcomes.put(recipient, Outcome.LATER));
        }
        return outcomes;
    }

    private static Outcome outcome(SmtpAddress recipient, Reply reply, Outgoing outgoing) {
        outgoing.log().info("forwarded to <" + recipient + ">: " + reply);
        return reply.isPositive() ? Outcome.TAKEN : reply.code() < 500 ? Outcome.LATER : Outcome.NEVER;
    }
}
