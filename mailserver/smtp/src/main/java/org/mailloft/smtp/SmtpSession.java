package org.mailloft.smtp;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mailloft.net.Connection;
import org.mailloft.net.OctetInput;
import org.mailloft.net.SessionEvent;
import org.mailloft.net.SessionLog;

/**
 * One SMTP or LMTP dialogue from greeting to goodbye. Owns the order of commands; what becomes of a message is the
 * {@link SmtpService}'s to say.
 *
 * <p>Commands may come in one go (PIPELINING, RFC 2920): each is read when the one before is done, and replies leave
 * together when the client's octets are used up.
 */
public final class SmtpSession {

    /**
     * What sessions of one server have in common.
     *
     * @param hostname of the server, in the greeting and in replies that end the session
     * @param greeting text after the host name
     * @param workarounds {@code lmtp_client_workarounds}
     * @param spoolDirectory for messages that do not fit into memory
     */
    public record Settings(
            String hostname, String greeting, List<String> workarounds, Path spoolDirectory, SmtpLimits limits) {}

    /** How far the session is, for the log. */
    private enum State {
        GREETING("GREETING"),
        READY("READY"),
        MAIL("MAIL FROM"),
        RCPT("RCPT TO"),
        DATA("DATA");

        private final String logName;

        State(String logName) {
            this.logName = logName;
        }
    }

    private static final OctetSink NOWHERE = (octets, offset, length) -> {};

    private final Connection connection;
    private final Settings settings;
    private final SmtpService service;
    private final InstantSource clock;
    private final SessionLog log;
    private final String sessionId;
    private final SmtpReader reader;

    private State state = State.GREETING;
    private String helloName = "unknown";
    private int badCommands;
    private int transactions;
    private Transaction transaction;
    /** The message that DATA or BDAT is filling. */
    private SpooledMessage spool;
    /** After a chunk that was refused nothing but RSET helps, RFC 3030 section 2. */
    private boolean chunkRefused;

    private record Transaction(SmtpService.Transaction service, List<SmtpAddress> recipients) {}

    public SmtpSession(
            Connection connection,
            Settings settings,
            SmtpService service,
            InstantSource clock,
            String sessionId,
            SessionLog log) {
        this.connection = connection;
        this.settings = settings;
        this.service = service;
        this.clock = clock;
        this.sessionId = sessionId;
        this.log = log;
        var lenient = new CommandParser.Workarounds(
                settings.workarounds().contains("whitespace-before-path"),
                settings.workarounds().contains("mailbox-for-path"));
        this.reader = new SmtpReader(
                new OctetInput(connection, settings.limits().idle()),
                new CommandParser(lenient),
                settings.limits().lineOctets());
    }

    /** Serves the client until it goes or must go. */
    public void run() {
        log.info("Connect from " + connection.peer().remoteIp());
        String end = "Connection closed";
        try {
            reply(new Reply(220, List.of(settings.hostname() + " " + settings.greeting())));
            end = converse();
        } catch (OctetInput.Ended ended) {
            end = goodbye(ended.event());
        } catch (SmtpReader.OutOfSync lost) {
            end = terminate("4.7.0", lost.getMessage());
        } catch (Connection.TlsFailure failure) {
            end = failure.getMessage();
        } finally {
            log.info("Disconnect from %s: %s (state=%s)"
                    .formatted(connection.peer().remoteIp(), end, state.logName));
            endTransaction();
        }
    }

    /** Command by command; returns why it is over. */
    private String converse() {
        while (true) {
            try {
                var command = reader.command();
                if (command instanceof SmtpCommand.Quit) {
                    reply(Reply.of(221, "2.0.0", "Bye"));
                    connection.flush();
                    return "Logged out";
                }
                execute(command);
                badCommands = 0;
            } catch (BadSyntax bad) {
                if (++badCommands > settings.limits().badCommands()) {
                    return terminate("4.7.0", "Too many invalid commands.");
                }
                reply(bad.reply());
            } catch (CommandParser.BadChunk bad) {
                reader.chunk(bad.size(), NOWHERE);
                chunkRefused = true;
                reply(Reply.of(501, "5.5.4", bad.getMessage()));
            } catch (CommandParser.UnknownChunk unknown) {
                throw new SmtpReader.OutOfSync(unknown.getMessage());
            } catch (OctetInput.Ended | SmtpReader.OutOfSync | Connection.TlsFailure end) {
                throw end;
            } catch (RuntimeException broken) {
                log.error("Command failed", broken);
                reply(internalError());
            }
        }
    }

    private void execute(SmtpCommand command) {
        switch (command) {
            case SmtpCommand.Hello hello -> hello(hello);
            case SmtpCommand.Mail mail -> mail(mail);
            case SmtpCommand.Rcpt rcpt -> rcpt(rcpt);
            case SmtpCommand.Data _ -> data();
            case SmtpCommand.Bdat bdat -> bdat(bdat);
            case SmtpCommand.Rset _ -> {
                endTransaction();
                reply(Reply.OK);
            }
            case SmtpCommand.Noop _ -> reply(Reply.OK);
            case SmtpCommand.Vrfy _ -> reply(Reply.of(252, "2.3.3", "Try RCPT instead"));
            case SmtpCommand.StartTls _ -> startTls();
            case SmtpCommand.Quit _ -> throw new IllegalStateException("QUIT ends the loop");
        }
    }

    private void hello(SmtpCommand.Hello hello) {
        if (!hello.verb().equals(service.helloVerb())) {
            throw new BadSyntax(500, "5.5.1", "Unknown command");
        }
        endTransaction();
        helloName = hello.name().matches("\\[[!-Z^-~]+]|[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*") ? hello.name() : "unknown";
        var lines = new ArrayList<>(
                List.of(settings.hostname(), "8BITMIME", "CHUNKING", "ENHANCEDSTATUSCODES", "PIPELINING"));
        lines.add("SIZE " + settings.limits().messageOctets());
        if (connection.canStartTls()) {
            lines.add("STARTTLS");
        }
        reply(new Reply(250, lines));
    }

    private void mail(SmtpCommand.Mail mail) {
        if (transaction != null) {
            reply(Reply.of(503, "5.5.0", "MAIL already given"));
            return;
        }
        checkParameters(mail.parameters());
        transactions++;
        var id = transactions == 1 ? sessionId : sessionId + ":T" + transactions;
        var envelope =
                new Envelope(mail.sender(), helloName, connection.peer(), connection.tlsInfo(), id, clock.instant());
        transaction = new Transaction(service.begin(envelope), new ArrayList<>());
        state = State.MAIL;
        reply(Reply.of(250, "2.1.0", "OK"));
    }

    /** BODY is RFC 6152, SIZE is RFC 1870. */
    private void checkParameters(Map<String, String> parameters) {
        parameters.forEach((keyword, value) -> {
            switch (keyword) {
                case "BODY" -> {
                    if (!value.equalsIgnoreCase("7BIT") && !value.equalsIgnoreCase("8BITMIME")) {
                        throw new BadSyntax(555, "5.5.4", "Unsupported mail BODY type");
                    }
                }
                case "SIZE" -> {
                    if (!value.matches("[0-9]{1,20}")) {
                        throw new BadSyntax(501, "5.5.4", "Invalid SIZE= parameter");
                    }
                    if (value.length() > 18
                            || Long.parseLong(value) > settings.limits().messageOctets()) {
                        throw new BadSyntax(tooLarge());
                    }
                }
                default -> throw new BadSyntax(555, "5.5.4", "Unsupported parameters");
            }
        });
    }

    private void rcpt(SmtpCommand.Rcpt rcpt) {
        if (transaction == null) {
            reply(Reply.of(503, "5.5.0", "MAIL needed first"));
        } else if (!rcpt.parameters().isEmpty()) {
            throw new BadSyntax(555, "5.5.4", "Unsupported parameters");
        } else if (transaction.recipients.size() >= settings.limits().recipients()) {
            reply(Reply.of(452, "4.5.3", "Too many recipients"));
        } else {
            var reply = transaction.service.recipient(rcpt.recipient());
            if (reply.isPositive()) {
                transaction.recipients.add(rcpt.recipient());
                state = State.RCPT;
            }
            reply(reply);
        }
    }

    private void data() {
        if (chunkRefused) {
            reply(chunkFailed());
        } else if (spool != null) {
            reply(Reply.of(503, "5.5.0", "Bad sequence of commands"));
        } else if (transaction == null) {
            reply(Reply.of(503, "5.5.0", "MAIL needed first"));
        } else if (transaction.recipients.isEmpty()) {
            reply(Reply.of(503, "5.5.0", "No valid recipients"));
        } else {
            state = State.DATA;
            reply(new Reply(354, List.of("OK")));
            spool = newSpool();
            reader.data(spool::write);
            deliver();
        }
    }

    /** Whatever the answer is, the octets announced are read first: they follow without being asked for. RFC 3030. */
    private void bdat(SmtpCommand.Bdat bdat) {
        var refusal = chunkRefused
                ? chunkFailed()
                : transaction == null
                        ? Reply.of(503, "5.5.0", "MAIL needed first")
                        : transaction.recipients.isEmpty() ? Reply.of(503, "5.5.0", "No valid recipients") : null;
        if (refusal != null) {
            reader.chunk(bdat.size(), NOWHERE);
            chunkRefused = true;
            reply(refusal);
            return;
        }
        state = State.DATA;
        if (spool == null) {
            spool = newSpool();
        }
        reader.chunk(bdat.size(), spool::write);
        if (bdat.last()) {
            deliver();
        } else {
            reply(Reply.of(250, "2.0.0", "Added " + bdat.size() + " octets"));
        }
    }

    private void deliver() {
        try {
            var refusal = spool.problem().map(this::refusal);
            if (refusal.isPresent()) {
                replyToEach(refusal.get());
            } else {
                transaction.service.deliver(spool).forEach(this::reply);
            }
        } catch (RuntimeException broken) {
            log.error("Delivery failed", broken);
            replyToEach(internalError());
        } finally {
            endTransaction();
        }
    }

    /** RFC 2033 section 4.2: as many replies as there are recipients. */
    private void replyToEach(Reply reply) {
        transaction.recipients.forEach(_ -> reply(reply));
    }

    private Reply refusal(SpooledMessage.Problem problem) {
        return switch (problem) {
            case TOO_LARGE -> tooLarge();
            case NO_SPACE -> {
                spool.cause().ifPresent(cause -> log.error("Writing a temporary file failed: " + cause));
                yield Reply.of(452, "4.3.1", "Insufficient system storage");
            }
        };
    }

    /** RFC 3207; the connection drops what the client sent too early. The client has to introduce itself again. */
    private void startTls() {
        if (connection.isTls()) {
            reply(Reply.of(502, "5.5.1", "TLS is already active."));
        } else if (!connection.canStartTls()) {
            reply(Reply.of(502, "5.5.1", "TLS support is not enabled."));
        } else {
            endTransaction();
            helloName = "unknown";
            state = State.GREETING;
            reply(Reply.of(220, "2.0.0", "Begin TLS negotiation now."));
            connection.startTls();
        }
    }

    private void endTransaction() {
        if (spool != null) {
            spool.close();
            spool = null;
        }
        if (transaction != null) {
            transaction.service.close();
            transaction = null;
        }
        chunkRefused = false;
        state = State.READY;
    }

    private String goodbye(SessionEvent event) {
        return switch (event) {
            case SessionEvent.Idle _ -> terminate("4.4.2", "Disconnected for inactivity");
            case SessionEvent.Stop _ -> terminate("4.3.2", "Shutting down");
            case SessionEvent.Closed(var cause) -> cause;
            case SessionEvent.Input _, SessionEvent.Changed _ -> throw new IllegalStateException(event.toString());
        };
    }

    /** Says 421 and returns the text for the log. */
    private String terminate(String enhanced, String text) {
        reply(Reply.of(421, enhanced, settings.hostname() + " " + text));
        connection.flush();
        return text;
    }

    private SpooledMessage newSpool() {
        return new SpooledMessage(
                settings.spoolDirectory(),
                settings.limits().memoryOctets(),
                settings.limits().messageOctets());
    }

    private static Reply tooLarge() {
        return Reply.of(552, "5.3.4", "Message size exceeds fixed limit");
    }

    private static Reply internalError() {
        return Reply.of(451, "4.3.0", "Temporary internal error");
    }

    private static Reply chunkFailed() {
        return Reply.of(503, "5.5.0", "Previous data chunk failed, issue RSET first");
    }

    private void reply(Reply reply) {
        connection.write(reply.octets());
    }
}
