package org.mailloft.delivery;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.mailloft.net.SessionLog;
import org.mailloft.storage.Flags;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.StoreFactory;
import org.mailloft.storage.Visit;
import org.mailloft.storage.quota.QuotaWarnings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people how full their mailboxes are. Where there is a text for the threshold, a message is put into the INBOX; else the
 * program of the service that the threshold names is run, as Dovecot does.
 */
public final class QuotaWarner implements QuotaWarnings {

    private static final Logger LOGGER = LoggerFactory.getLogger(QuotaWarner.class);
    private static final long PROGRAM_SECONDS = 60;

    private final StoreFactory stores;
    private final WarningTexts texts;
    private final Map<String, List<String>> programs;
    private final String hostname;
    private final Clock clock;
    private final Executor executor;
    private final AtomicLong counter = new AtomicLong();

    /**
     * @param stores in which there is always room and nobody is warned: a warning must get into a full mailbox, and must not
     *     cause another one
     * @param plugin settings, with a text for each threshold: see {@link WarningTexts}
     * @param programs program and arguments of each {@code script} service, by the service's name
     * @param clock in the zone that people here are told times in
     * @param executor does the work; nobody waits for it
     */
    public QuotaWarner(
            StoreFactory stores,
            Map<String, String> plugin,
            Map<String, List<String>> programs,
            String hostname,
            Clock clock,
            Executor executor) {
        this.stores = stores;
        this.texts = new WarningTexts(plugin);
        this.programs = Map.copyOf(programs);
        this.hostname = hostname;
        this.clock = clock;
        this.executor = executor;
    }

    @Override
    public void crossed(MailUser user, List<String> command) {
        var log = new SessionLog(LOGGER, "quota-warning(" + user.name() + ")");
        executor.execute(() -> {
            try {
                warn(user, command, log);
            } catch (IOException | RuntimeException e) {
                log.error("Failed to warn: " + String.join(" ", command), e);
            }
        });
    }

    private void warn(MailUser user, List<String> command, SessionLog log) throws IOException {
        var arguments = command.subList(1, command.size());
        var text = texts.text(user, arguments);
        if (text.isPresent()) {
            send(user, texts.subject(user, arguments), text.get(), log);
            return;
        }
        var program = programs.get(command.getFirst());
        if (program == null) {
            log.error("There is neither a text nor a service for " + String.join(" ", command));
            return;
        }
        var words = new ArrayList<>(program);
        words.addAll(arguments);
        run(words, log);
    }

    private void send(MailUser user, String subject, String text, SessionLog log) {
        var now = ZonedDateTime.now(clock);
        var id = "quota-warning." + now.toInstant().toEpochMilli() + "." + counter.incrementAndGet();
        var octets = new WarningMail(user, subject, text, hostname, now, id).octets();
        try (var store = stores.open(user, new Visit("quota-warning", "", ""));
                var inbox = store.open(MailboxName.INBOX, true);
                var incoming = inbox.receive()) {
            incoming.write(octets, 0, octets.length);
            inbox.append(List.of(new Mailbox.Append(incoming, Flags.NONE, now.toInstant())));
            log.info("saved warning to INBOX: " + subject);
        } catch (MailFailure failure) {
            log.error("saving the warning failed: " + failure.clientText());
        }
    }

    private static void run(List<String> words, SessionLog log) throws IOException {
        var builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().retainAll(List.of("PATH", "TZ"));
        var process = builder.start();
        try {
            if (!process.waitFor(PROGRAM_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                log.error(words.getFirst() + " did not end within " + PROGRAM_SECONDS + " seconds and was killed");
            } else if (process.exitValue() != 0) {
                log.error(words.getFirst() + " returned error " + process.exitValue());
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
