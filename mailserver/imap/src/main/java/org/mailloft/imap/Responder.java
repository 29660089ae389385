package org.mailloft.imap;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.mailloft.imap.wire.ImapWriter;
import org.mailloft.storage.MailFailure;

/**
 * The replies to one command. Before its tagged reply the client is told what happened to the selected mailbox, as far
 * as the command allows it.
 */
public final class Responder {

    private final ImapSession session;
    private final ImapWriter writer;
    private final String tag;
    private final CommandTable.Entry entry;
    private final Instant started;
    private boolean answered;

    Responder(ImapSession session, ImapWriter writer, String tag, CommandTable.Entry entry, Instant started) {
        this.session = session;
        this.writer = writer;
        this.tag = tag;
        this.entry = entry;
        this.started = started;
    }

    public String tag() {
        return tag;
    }

    /** Begins {@code * name}; the caller ends the line. */
    public ImapWriter untagged(String name) {
        return writer.untagged().atom(name);
    }

    /** Where replies go, for what does not begin with a name. */
    public ImapWriter writer() {
        return writer;
    }

    /** {@code * OK [code] text} */
    public void note(String code, String text) {
        untagged("OK").atom("[" + code + "]").text(text).crlf();
    }

    /** Asks the client to go on: {@code + text}. */
    public void proceed(String text) {
        writer.octet('+').octet(' ').text(text).crlf().flush();
    }

    /** @param text a final period is replaced by how long it took, once logged in */
    public void ok(String text) {
        finish("OK", "", text);
    }

    /** @param code without brackets, with its arguments */
    public void ok(String code, String text) {
        finish("OK", code, text);
    }

    public void ok(ResponseCode code, String text) {
        finish("OK", code.wireName(), text);
    }

    /** OK with no word about the time it took. */
    public void okAsIs(String code, String text) {
        sendUpdates();
        line("OK", code, text);
    }

    /** OK at the end of a session or of its time in a mailbox: there is nothing more to tell. */
    public void okWithoutUpdates(String text) {
        line("OK", "", timed(text));
    }

    public void no(String text) {
        finish("NO", "", text);
    }

    public void no(ResponseCode code, String text) {
        finish("NO", code.wireName(), text);
    }

    /** A failure of storage, with the code that belongs to its reason. */
    public void no(MailFailure failure, ResponseCode missingMailbox) {
        var code =
                failure.reason() == MailFailure.Reason.NOT_FOUND ? missingMailbox : ResponseCode.of(failure.reason());
        no(failure.clientText().startsWith("[") ? ResponseCode.NONE : code, failure.clientText());
    }

    public void bad(String text) {
        line("BAD", "", timed(text));
    }

    /** A bug is answered with nothing else before it, for that might fail again. */
    void serverBug(String text) {
        line("NO", ResponseCode.SERVERBUG.wireName(), text);
    }

    boolean isAnswered() {
        return answered;
    }

    /** Tells what the command allows to be told. */
    public void sendUpdates() {
        session.sendUpdates(entry);
    }

    /** What the command has done is told even when the session ends because its mailbox is gone. */
    private void finish(String condition, String code, String text) {
        try {
            sendUpdates();
        } catch (Goodbye e) {
            line(condition, code, timed(text));
            throw e;
        }
        line(condition, code, timed(text));
    }

    private void line(String condition, String code, String text) {
        writer.ascii(tag).atom(condition);
        if (!code.isEmpty()) {
            writer.atom("[" + code + "]");
        }
        writer.text(text).crlf();
        answered = true;
    }

    private String timed(String text) {
        if (session.state() == SessionState.NOT_AUTHENTICATED) {
            return text;
        }
        var running = Duration.between(started, session.service().clock().instant());
        var untimed = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        return untimed + " (" + seconds(running) + " + 0.000 secs).";
    }

    static String seconds(Duration time) {
        long millis = Math.max(1, time.toMillis());
        return String.format(Locale.ROOT, "%d.%03d", millis / 1000, millis % 1000);
    }
}
