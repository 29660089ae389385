package org.mailloft.listener;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailloft.directory.sync.FeedStatus;

/**
 * How the listener is doing.
 *
 * @param feed connection to the directory
 * @param objects people in the directory
 * @param mailboxes those with a mailbox on this host
 * @param waiting objects whose change is not done yet
 * @param lag age of the oldest of these changes
 * @param parked objects that need somebody to look at them
 * @param serverProblem why the mail server cannot be asked
 */
public record ListenerStatus(
        FeedStatus feed,
        int objects,
        int mailboxes,
        int waiting,
        Duration lag,
        List<Parked> parked,
        Optional<String> serverProblem) {

    public record Parked(String dn, String reason) {}

    /** For people, one thing on a line. */
    public String text() {
        var text = new StringBuilder();
        text.append("directory: ")
                .append(feed.state().name().toLowerCase(Locale.ROOT))
                .append(" since ")
                .append(feed.since())
                .append('\n');
        feed.lastError()
                .ifPresent(error -> text.append("last error: ").append(error).append('\n'));
        serverProblem.ifPresent(
                problem -> text.append("mail server: ").append(problem).append('\n'));
        text.append("objects: ").append(objects).append('\n');
        text.append("mailboxes: ").append(mailboxes).append('\n');
        text.append("waiting: ").append(waiting);
        text.append(waiting > 0 ? ", the oldest for " + lag.toSeconds() + " s\n" : "\n");
        text.append("parked: ").append(parked.size()).append('\n');
        parked.forEach(each -> text.append("  ")
                .append(each.dn())
                .append(": ")
                .append(each.reason())
                .append('\n'));
        return text.toString();
    }
}
