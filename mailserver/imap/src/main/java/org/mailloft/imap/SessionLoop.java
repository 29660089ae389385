package org.mailloft.imap;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.mailloft.imap.CommandTable.Entry;
import org.mailloft.imap.wire.BadSyntax;
import org.mailloft.imap.wire.ImapReader;
import org.mailloft.imap.wire.ImapWriter;
import org.mailloft.imap.wire.Overflow;
import org.mailloft.net.Connection;
import org.mailloft.net.OctetInput;
import org.mailloft.net.SessionEvent;
import org.mailloft.storage.MailFailure;

/**
 * A session from greeting to goodbye: reads a command, runs it, turns whatever went wrong into a reply. The only place
 * where BAD, SERVERBUG and BYE come from.
 */
final class SessionLoop {

    private static final int MAX_BAD_BEFORE_LOGIN = 3;
    private static final int MAX_BAD = 20;
    private static final DateTimeFormatter LOCAL_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private final ImapSession session;
    private final ImapService service;
    private final Connection connection;
    private final ImapReader reader;
    private final ImapWriter writer;
    private final Login login;

    private int badCommands;
    private String command = "";
    private boolean isRunning;
    private Instant since;
    private long octetsInBefore;
    private long octetsOutBefore;

    SessionLoop(ImapSession session) {
        this.session = session;
        this.service = session.service();
        this.connection = session.connection();
        this.reader = session.reader();
        this.writer = session.writer();
        this.login = session.login();
    }

    void run() {
        try {
            greet();
            while (session.state() != SessionState.LOGOUT) {
                if (awaitCommand()) {
                    command();
                }
            }
            ended("Logged out", "Aborted login by logging out");
        } catch (OctetInput.Ended e) {
            end(e.event());
        } catch (Goodbye e) {
            bye(e.clientText());
            ended(e.logText(), e.logText());
        } catch (Connection.TlsFailure e) {
            ended(e.getMessage(), e.getMessage());
        } catch (RuntimeException e) {
            login.log().error("Session ended by an internal error", e);
            bye("Internal error occurred. Refer to server log for more information.");
            ended("Internal error", "Internal error");
        } finally {
            session.close();
            connection.close();
        }
    }

    private void greet() {
        writer.untagged()
                .atom("OK")
                .atom("[CAPABILITY " + session.capabilities() + "]")
                .text(login.greeting())
                .crlf();
    }

    /** Waits until there is something to read. */
    private boolean awaitCommand() {
        return switch (session.awaitNews(silenceAllowed())) {
            case INPUT -> true;
            case CHANGED -> false;
            case SILENCE -> throw new OctetInput.Ended(SessionEvent.IDLE);
        };
    }

    private Duration silenceAllowed() {
        return session.state() == SessionState.NOT_AUTHENTICATED
                ? ImapSession.LOGIN_TIMEOUT
                : ImapSession.INACTIVITY_TIMEOUT;
    }

    private void command() {
        reader.begin();
        var out = responder("*", CommandTable.UNKNOWN);
        var error = "Error in IMAP tag: Invalid tag";
        try {
            out = responder(reader.tag(), CommandTable.UNKNOWN);
            error = "Error in IMAP command: Invalid command name";
            begun(commandName());
            error = "Error in IMAP command " + command + ": ";
            var entry = service.commands()
                    .find(command)
                    .filter(this::isKnownHere)
                    .orElseThrow(() -> new BadSyntax("Unknown command.", reader.position()));
            if (!entry.states().contains(session.state())) {
                error = "";
                throw new BadSyntax("No mailbox selected.", reader.position());
            }
            out = responder(out.tag(), entry);
            run(entry, out);
            if (session.state() != SessionState.NOT_AUTHENTICATED) {
                badCommands = 0;
            }
        } catch (BadSyntax e) {
            dropLine();
            bad(error.isEmpty() || error.endsWith(" ") ? error + e.getMessage() : error, out);
        }
        skipRest();
        isRunning = false;
        since = service.clock().instant();
    }

    private String commandName() {
        var name = reader.sp().atom();
        return (name.equalsIgnoreCase("UID") ? "UID " + reader.sp().atom() : name).toUpperCase(Locale.ROOT);
    }

    private void begun(String name) {
        command = name;
        isRunning = true;
        since = service.clock().instant();
        octetsInBefore = connection.octetsIn();
        octetsOutBefore = connection.octetsOut();
    }

    /** Commands of another part of the session do not exist here; those that need a mailbox do. */
    private boolean isKnownHere(Entry entry) {
        return entry.states().contains(session.state())
                || session.state() == SessionState.AUTHENTICATED
                        && entry.states().contains(SessionState.SELECTED);
    }

    private Responder responder(String tag, Entry entry) {
        return new Responder(session, writer, tag, entry, service.clock().instant());
    }

    private void run(Entry entry, Responder out) {
        var missingMailbox = ResponseCode.NONE;
        try {
            var parsed = entry.parser().apply(reader);
            missingMailbox = parsed.missingMailbox();
            if (session.selected() != null && entry.states().equals(CommandTable.SELECTED)) {
                session.selected().requireReadable();
            }
            parsed.run(session, out);
        } catch (MailFailure e) {
            dropLine();
            out.no(e, missingMailbox);
        } catch (BadSyntax | Goodbye | Overflow | OctetInput.Ended | Connection.TlsFailure e) {
            throw e;
        } catch (RuntimeException e) {
            login.log().error("Internal error", e);
            dropLine();
            if (out.isAnswered()) {
                throw new Goodbye("Internal error occurred.", "Internal error");
            }
            var time = LOCAL_TIME.format(service.clock().instant().atZone(ZoneId.systemDefault()));
            out.serverBug("Internal error occurred. Refer to server log for more information. [" + time + "]");
        }
    }

    private void bad(String text, Responder out) {
        boolean loggedIn = session.state() != SessionState.NOT_AUTHENTICATED;
        boolean tooMany = ++badCommands >= (loggedIn ? MAX_BAD : MAX_BAD_BEFORE_LOGIN);
        if (loggedIn || !tooMany) {
            out.bad(loggedIn ? text : "Error in IMAP command received by server.");
        }
        if (tooMany) {
            throw new Goodbye("Too many invalid IMAP commands.", "Too many invalid commands");
        }
    }

    /** Half a reply cannot be answered: when a part of it is out, there is only the end, without a word. */
    private void dropLine() {
        if (!writer.dropLine()) {
            throw new Goodbye("", command + " failed");
        }
    }

    private void skipRest() {
        try {
            reader.skipCommand();
        } catch (Overflow e) {
            throw new Goodbye(e.getMessage(), "Input buffer full");
        }
    }

    private void end(SessionEvent event) {
        switch (event) {
            case SessionEvent.Idle _ -> {
                bye("Disconnected for inactivity.");
                ended("Inactivity - no input for " + silenceAllowed().toSeconds() + " secs", "Inactivity");
            }
            case SessionEvent.Stop stop -> {
                bye(stop.reason());
                ended(stop.reason(), stop.reason());
            }
            case SessionEvent.Closed closed -> ended(closed.cause() + " " + lastActivity(), closed.cause());
            case SessionEvent.Input _, SessionEvent.Changed _ -> throw new IllegalStateException(event.toString());
        }
    }

    private void bye(String text) {
        if (writer.dropLine()) {
            writer.untagged().atom("BYE").text(text).crlf();
        }
    }

    private void ended(String afterLogin, String beforeLogin) {
        writer.flush();
        login.logEnd(afterLogin, beforeLogin);
    }

    /** What the client was doing when it went, in Dovecot's words. */
    private String lastActivity() {
        if (since == null) {
            return "(No commands sent)";
        }
        var elapsed = Responder.seconds(Duration.between(since, service.clock().instant()));
        if (!isRunning) {
            return "(" + command + " finished " + elapsed + " secs ago)";
        }
        return "(" + command + " running for 0.001 + waiting input for " + elapsed + " secs, "
                + (connection.octetsIn() - octetsInBefore) + " B in + "
                + (connection.octetsOut() - octetsOutBefore) + " B out, state=wait-input)";
    }
}
