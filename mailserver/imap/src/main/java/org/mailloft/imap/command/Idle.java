package org.mailloft.imap.command;

import java.time.Duration;
import java.time.Instant;
import org.mailloft.imap.Command;
import org.mailloft.imap.ImapSession;
import org.mailloft.imap.Responder;
import org.mailloft.imap.SelectedMailbox;
import org.mailloft.imap.wire.ImapReader;
import org.mailloft.storage.Mailbox;

/** IDLE: the client is told news as they happen, until it says DONE. RFC 2177. */
record Idle() implements Command {

    static Idle parse(ImapReader in) {
        in.crlf();
        return new Idle();
    }

    @Override
    public void run(ImapSession session, Responder out) {
        out.proceed("idling");
        var selected = session.selected();
        if (selected == null) {
            waitForInput(session, out);
        } else {
            try (Mailbox.Watch _ = selected.mailbox().watch(session.connection()::wake)) {
                out.sendUpdates();
                waitForInput(session, out);
            }
        }
        if (session.reader().line().equalsIgnoreCase("DONE")) {
            out.ok("Idle completed.");
        } else {
            out.bad("Expected DONE.");
        }
    }

    private static void waitForInput(ImapSession session, Responder out) {
        var clock = session.service().clock();
        var notify = session.service().settings().idleNotifyInterval();
        var check = session.service().settings().idleCheckInterval();
        Instant nextSign = clock.instant().plus(notify);
        while (true) {
            var untilSign = Duration.between(clock.instant(), nextSign);
            switch (session.awaitNews(shorter(untilSign, check))) {
                case INPUT -> {
                    return;
                }
                case CHANGED -> lookAt(session.selected(), out);
                case SILENCE -> {
                    refresh(session.selected(), out);
                    if (!clock.instant().isBefore(nextSign)) {
                        out.untagged("OK").text("Still here").crlf();
                        nextSign = clock.instant().plus(notify);
                    }
                }
            }
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** A change that changed no message may be that the mailbox is gone. */
    private static void lookAt(SelectedMailbox selected, Responder out) {
        if (selected != null && selected.mailbox().view() == selected.view()) {
            selected.refresh();
        }
        out.sendUpdates();
    }

    private static void refresh(SelectedMailbox selected, Responder out) {
        if (selected != null) {
            selected.refresh();
            out.sendUpdates();
        }
    }
}
