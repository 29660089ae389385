package org.mailloft.imap;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
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
import org.mailloft.storage.MailStore;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.MailboxEntry;
import org.mailloft.storage.MailboxName;

/**
 * One client from greeting to goodbye: reads a command, runs it, turns whatever went wrong into a reply. Belongs to the
 * thread that {@link #run}s it.
 */
public final class ImapSession {

    static final Duration LOGIN_TIMEOUT = Duration.ofMinutes(3);
    static final Duration INACTIVITY_TIMEOUT = Duration.ofMinutes(30);
    private static final int MAX_BAD_BEFORE_LOGIN = 3;
    private static final int MAX_BAD = 20;

    private static final ImapReader.Limits BEFORE_LOGIN = new ImapReader.Limits(8 * 1024, 64 * 1024, 4096);
    private static final long MAX_SKIPPED = 256L << 20;

    private static final DateTimeFormatter LOCAL_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private final ImapService service;
    private final Connection connection;
    private final OctetInput input;
    private final ImapReader reader;
    private final ImapWriter writer;
    private final Login login;
    private final Statistics statistics = new Statistics();

    private SessionState state = SessionState.NOT_AUTHENTICATED;
    private MailStore store;
    private SelectedMailbox selected;
    private boolean condstore;
    private boolean askedCapability;
    private List<MailboxName> trash;
    private int badCommands;
    private String lastCommand = "";
    private Instant lastCommandEnd;

    ImapSession(ImapService service, Connection connection) {
        this.service = service;
        this.connection = connection;
        this.input = new OctetInput(connection, LOGIN_TIMEOUT);
        this.writer = new ImapWriter(connection);
        this.reader = new ImapReader(input, BEFORE_LOGIN, () -> {
            writer.octet('+').octet(' ').text("OK").crlf().flush();
        });
        this.login = new Login(this);
    }

    public ImapService service() {
        return service;
    }

    public Connection connection() {
        return connection;
    }

    public SessionState state() {
        return state;
    }

    /** The user's mail; only once logged in. */
    public MailStore store() {
        return store;
    }

    /** The selected mailbox; only in {@link SessionState#SELECTED}. */
    public SelectedMailbox selected() {
        return selected;
    }

    public Login login() {
        return login;
    }

    public Statistics statistics() {
        return statistics;
    }

    /** For commands that talk with the client while they run. */
    public ImapReader reader() {
        return reader;
    }

    /** Capabilities in this state, divided by spaces. */
    public String capabilities() {
        var capabilities = new Capabilities(service);
        return state == SessionState.NOT_AUTHENTICATED
                ? capabilities.beforeLogin(connection, login.isPlaintextAllowed())
                : capabilities.afterLogin();
    }

    /** The client has asked for capabilities by a command of its own, and may not look for them elsewhere. */
    public void capabilityAsked() {
        askedCapability = true;
    }

    boolean hasAskedCapability() {
        return askedCapability;
    }

    /** Whether the client knows modification sequences: RFC 7162 section 3.1.8. */
    public boolean isCondstore() {
        return condstore;
    }

    /** From now on the client is told modification sequences; with a mailbox selected, at once. */
    public void enableCondstore() {
        if (!condstore && selected != null) {
            writer.untagged()
                    .atom("OK [HIGHESTMODSEQ")
                    .number(selected.view().highestModSeq())
                    .ascii("] Highest")
                    .crlf();
        }
        condstore = true;
    }

    void run() {
        try {
            greet();
            while (state != SessionState.LOGOUT) {
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
        } finally {
            closeMail();
            connection.close();
        }
    }

    private void greet() {
        writer.untagged()
                .atom("OK")
                .atom("[CAPABILITY " + capabilities() + "]")
                .text(login.greeting())
                .crlf();
    }

    /** Waits until there is something to read. */
    private boolean awaitCommand() {
        var timeout = state == SessionState.NOT_AUTHENTICATED ? LOGIN_TIMEOUT : INACTIVITY_TIMEOUT;
        return switch (awaitNews(timeout)) {
            case INPUT -> true;
            case CHANGED -> false;
            case SILENCE -> throw new OctetInput.Ended(SessionEvent.IDLE);
        };
    }

    /** Why {@link #awaitNews} has returned. */
    public enum News {
        INPUT,
        CHANGED,
        SILENCE
    }

    /** Waits for something to happen while a command runs; gives back what memory it can meanwhile. */
    public News awaitNews(Duration atMost) {
        if (connection.input().hasRemaining()) {
            return News.INPUT;
        }
        reader.release();
        writer.release();
        return switch (connection.await(atMost)) {
            case SessionEvent.Input _ -> News.INPUT;
            case SessionEvent.Changed _ -> News.CHANGED;
            case SessionEvent.Idle _ -> News.SILENCE;
            case SessionEvent.Stop stop -> throw new OctetInput.Ended(stop);
            case SessionEvent.Closed closed -> throw new OctetInput.Ended(closed);
        };
    }

    private void command() {
        reader.begin();
        var out = responder("*", CommandTable.UNKNOWN);
        var name = "";
        var error = "Error in IMAP tag: Invalid tag";
        try {
            out = responder(reader.tag(), CommandTable.UNKNOWN);
            error = "Error in IMAP command: Invalid command name";
            name = commandName();
            error = "Error in IMAP command " + name + ": ";
            var entry = service.commands()
                    .find(name)
                    .filter(this::isKnownHere)
                    .orElseThrow(() -> new BadSyntax("Unknown command.", reader.position()));
            out = responder(out.tag(), entry);
            if (!entry.states().contains(state)) {
                error = "";
                throw new BadSyntax("No mailbox selected.", reader.position());
            }
            run(entry, out);
            if (state != SessionState.NOT_AUTHENTICATED) {
                badCommands = 0;
            }
        } catch (BadSyntax e) {
            dropLine(e);
            bad(error.isEmpty() || error.endsWith(" ") ? error + e.getMessage() : error, out);
        }
        skipRest();
        lastCommand = name;
        lastCommandEnd = service.clock().instant();
    }

    /** Commands of another part of the session do not exist here; those that need a mailbox do. */
    private boolean isKnownHere(Entry entry) {
        return entry.states().contains(state)
                || state == SessionState.AUTHENTICATED && entry.states().contains(SessionState.SELECTED);
    }

    private String commandName() {
        var name = reader.sp().atom();
        return (name.equalsIgnoreCase("UID") ? "UID " + reader.sp().atom() : name).toUpperCase(Locale.ROOT);
    }

    private Responder responder(String tag, Entry entry) {
        return new Responder(this, writer, tag, entry, service.clock().instant());
    }

    private void run(Entry entry, Responder out) {
        var missingMailbox = ResponseCode.NONE;
        try {
            var command = entry.parser().apply(reader);
            missingMailbox = command.missingMailbox();
            command.run(this, out);
        } catch (MailFailure e) {
            dropLine(e);
            out.no(e, missingMailbox);
        } catch (BadSyntax | Goodbye | Overflow | OctetInput.Ended | Connection.TlsFailure e) {
            throw e;
        } catch (RuntimeException e) {
            internalError(e, out);
        }
    }

    private void bad(String text, Responder out) {
        boolean loggedIn = state != SessionState.NOT_AUTHENTICATED;
        boolean tooMany = ++badCommands >= (loggedIn ? MAX_BAD : MAX_BAD_BEFORE_LOGIN);
        if (loggedIn || !tooMany) {
            out.bad(loggedIn ? text : "Error in IMAP command received by server.");
        }
        if (tooMany) {
            throw new Goodbye("Too many invalid IMAP commands.", "Too many invalid commands");
        }
    }

    private void internalError(RuntimeException e, Responder out) {
        login.log().error("Internal error", e);
        dropLine(e);
        if (out.isAnswered()) {
            throw e;
        }
        var time = LOCAL_TIME.format(service.clock().instant().atZone(ZoneId.systemDefault()));
        out.no(
                ResponseCode.SERVERBUG,
                "Internal error occurred. Refer to server log for more information. [" + time + "]");
    }

    /** Half a reply cannot be answered: when a part of it is out, there is only the end. */
    private void dropLine(RuntimeException e) {
        if (!writer.dropLine()) {
            throw e;
        }
    }

    private void skipRest() {
        try {
            reader.skipCommand();
        } catch (Overflow e) {
            throw new Goodbye(e.getMessage(), "Input buffer full");
        }
    }

    /** Begins the part of the session that has a user. */
    void opened(MailStore opened) {
        store = opened;
        writer.flush();
        statistics.begin(connection);
        state = SessionState.AUTHENTICATED;
        badCommands = 0;
        input.timeout(INACTIVITY_TIMEOUT);
        var settings = service.settings();
        long line = Math.max(settings.maxLineOctets(), 1024);
        reader.limits(new ImapReader.Limits(
                (int) Math.min(line, Integer.MAX_VALUE / 2),
                MAX_SKIPPED,
                settings.literalMinus() ? 4096 : Long.MAX_VALUE));
        reader.mailboxNames(store.namespaces().getFirst().separator(), settings.hasWorkaround("tb-extra-mailbox-sep"));
    }

    /** Selects a mailbox; whatever was selected before must have been unselected. */
    public SelectedMailbox select(MailboxName name, boolean writable) {
        Mailbox mailbox = store.open(name, writable);
        try {
            selected = new SelectedMailbox(mailbox);
        } catch (RuntimeException e) {
            mailbox.close();
            throw e;
        }
        state = SessionState.SELECTED;
        return selected;
    }

    public void unselect() {
        if (selected != null) {
            selected.close();
            selected = null;
            state = SessionState.AUTHENTICATED;
        }
    }

    /** Whether what goes there is thrown away: it has {@code \Trash}. */
    public boolean isTrash(MailboxName name) {
        if (trash == null) {
            trash = store.list().stream()
                    .filter(entry -> entry.specialUse().contains("\\Trash"))
                    .map(MailboxEntry::name)
                    .toList();
        }
        return trash.contains(name);
    }

    public void logout() {
        state = SessionState.LOGOUT;
    }

    /** Tells what has happened to the selected mailbox, if there is one. */
    public void sendUpdates(boolean expunges, boolean uids) {
        if (selected != null) {
            new Updates(selected, writer).send(expunges, uids, condstore);
        }
    }

    /** Tells which flags the selected mailbox has, and which can be set. */
    public void tellFlags() {
        new Updates(selected, writer).flags(selected.view());
    }

    private void end(SessionEvent event) {
        switch (event) {
            case SessionEvent.Idle _ -> {
                bye("Disconnected for inactivity.");
                ended("Inactivity - no input for " + INACTIVITY_TIMEOUT.toSeconds() + " secs", "Inactivity");
            }
            case SessionEvent.Stop stop -> {
                bye(stop.reason());
                ended(stop.reason(), stop.reason());
            }
            case SessionEvent.Closed closed -> ended(closed.cause() + " " + lastActivity(), closed.cause());
            case SessionEvent.Input _, SessionEvent.Changed _ -> throw new IllegalStateException(event.toString());
        }
    }

    private void ended(String afterLogin, String beforeLogin) {
        writer.flush();
        login.logEnd(afterLogin, beforeLogin);
    }

    private String lastActivity() {
        if (lastCommandEnd == null) {
            return "(No commands sent)";
        }
        long millis =
                Duration.between(lastCommandEnd, service.clock().instant()).toMillis();
        return "(%s finished %d.%03d secs ago)".formatted(lastCommand, millis / 1000, millis % 1000);
    }

    private void bye(String text) {
        if (writer.dropLine()) {
            writer.untagged().atom("BYE").text(text).crlf().flush();
        }
    }

    private void closeMail() {
        unselect();
        if (store != null) {
            store.close();
        }
        login.leave();
    }
}
