package org.mailloft.imap;

import java.time.Duration;
import java.util.List;
import org.mailloft.imap.wire.ImapReader;
import org.mailloft.imap.wire.ImapWriter;
import org.mailloft.net.Connection;
import org.mailloft.net.OctetInput;
import org.mailloft.net.SessionEvent;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.MailboxEntry;
import org.mailloft.storage.MailboxName;

/**
 * What a session knows and has: the user's mail, the selected mailbox, what the client is ready for. Commands work on
 * it; {@link SessionLoop} brings them here. Belongs to the thread of its connection.
 */
public final class ImapSession {

    static final Duration LOGIN_TIMEOUT = Duration.ofMinutes(3);
    static final Duration INACTIVITY_TIMEOUT = Duration.ofMinutes(30);
    private static final ImapReader.Limits BEFORE_LOGIN = new ImapReader.Limits(8 * 1024, 64 * 1024, 4096);
    private static final long MAX_SKIPPED = 256L << 20;

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

    ImapWriter writer() {
        return writer;
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

    /** From now on mailbox names are UTF-8 both ways. RFC 6855. */
    public void enableUtf8() {
        reader.acceptUtf8();
        writer.acceptUtf8();
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

    /** Why {@link #awaitNews} has returned. */
    public enum News {
        INPUT,
        CHANGED,
        SILENCE
    }

    /** Waits for something to happen; gives back what memory it can meanwhile. */
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

    /** Begins the part of the session that has a user. */
    void opened(MailStore opened) {
        store = opened;
        writer.flush();
        statistics.begin(connection);
        state = SessionState.AUTHENTICATED;
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

    /** Tells what has happened to the selected mailbox, as far as the command that is running allows it. */
    void sendUpdates(CommandTable.Entry running) {
        if (selected != null) {
            boolean arrivals = running.tellsArrivals() || !service.settings().hasWorkaround("delay-newmail");
            boolean expunges = running.expunges() == CommandTable.Expunges.TOLD;
            new Updates(selected, writer, running.isUidCommand(), condstore).send(expunges, arrivals);
        }
    }

    /** Tells which flags the selected mailbox has, and which can be set. */
    public void tellFlags() {
        new Updates(selected, writer, false, condstore).flags(selected.view());
    }

    /** Gives back what the session holds of mail and registry. */
    void close() {
        unselect();
        if (store != null) {
            store.close();
        }
        login.leave();
    }
}
