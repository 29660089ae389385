package org.mailloft.listener;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailloft.directory.sync.FeedStatus;

/**
 * How the listener is doing.
 *
 * @param feed connection to the directory
 * @param objects in the directory that are followed
 * @param present those that are there in the mail server of this host
 * @param waiting objects whose change is not done yet, without those that are parked
 * @param lag age of the oldest change that is being worked on
 * @param paused whether work rests because somebody said so
 * @param guarded what is held back because it is too much at once
 * @param parked objects that need somebody to look at them
 * @param movedAway objects that live on another host now, and whose mail is still here
 * @param serverProblem why the mail server cannot be asked
 */
public record ListenerStatus(
        FeedStatus feed,
        int objects,
        int present,
        int waiting,
        Duration lag,
        boolean paused,
        Optional<String> guarded,
        List<Remark> parked,
        List<Remark> movedAway,
        Optional<String> serverProblem) {

    /** Something to know about one object. */
    public record Remark(String dn, String text) {}

    /** For people, one thing on a line. */
    public String text() {
        var text = new StringBuilder();
        line(
                text,
                "directory",
                feed.state().name().toLowerCase(Locale.ROOT) + " since "
                        + feed.since().truncatedTo(ChronoUnit.SECONDS));
        feed.lastError().ifPresent(error -> line(text, "last error", error));
        serverProblem.ifPresent(problem -> line(text, "mail server", problem));
        if (paused) {
            line(text, "paused", "nothing is done until \"resume\"");
        }
        guarded.ifPresent(reason -> line(text, "held back", reason + "; see \"plan\", then \"retry --guarded\""));
        line(text, "objects", Integer.toString(objects));
        line(text, "present", Integer.toString(present));
        line(text, "waiting", waiting + (waiting > 0 ? ", the oldest for " + lag.toSeconds() + " s" : ""));
        list(text, "parked", parked);
        if (!movedAway.isEmpty()) {
            list(text, "moved away, mail still here", movedAway);
        }
        return text.toString();
    }

    private static void list(StringBuilder text, String name, List<Remark> remarks) {
        line(text, name, Integer.toString(remarks.size()));
        remarks.forEach(each -> line(text, "  " + each.dn(), each.text()));
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(Printable.of(name + ": " + value)).append('\n');
    }
}
