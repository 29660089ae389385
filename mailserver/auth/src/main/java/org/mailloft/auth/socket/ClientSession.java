package org.mailloft.auth.socket;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.mailloft.auth.SaslExchange;
import org.mailloft.auth.SaslExchange.Step;
import org.mailloft.auth.Verdict;
import org.mailloft.auth.Verification;
import org.mailloft.net.Connection;
import org.mailloft.net.OctetInput;
import org.mailloft.net.SessionEvent;
import org.mailloft.net.SessionLog;

/** One connection of a client. One thread; what takes time happens in {@link Steps}. */
final class ClientSession {

    /** How long a challenge may stay unanswered, as in Dovecot. */
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    /** Challenges without an answer. Postfix has one on a connection. */
    private static final int MAX_WAITING = 1024;

    private static final byte[] EMPTY = {};

    /** An exchange that waits for its client. */
    private record Waiting(SaslExchange<Verdict> exchange, Instant since) {}

    /** What is expected of the client next. */
    private enum Stage {
        VERSION,
        CPID,
        COMMANDS
    }

    private final Connection connection;
    private final Verification passwords;
    private final InstantSource clock;
    private final SessionLog log;
    private final ClientLines lines;
    private final Steps steps;
    private final Map<Long, Waiting> waiting = new HashMap<>();
    private Stage stage = Stage.VERSION;

    ClientSession(Connection connection, Verification passwords, InstantSource clock, SessionLog log) {
        this.connection = connection;
        this.passwords = passwords;
        this.clock = clock;
        this.log = log;
        this.lines = new ClientLines(connection);
        this.steps = new Steps(connection::wake, log);
    }

    void run(String greeting) {
        try {
            write(greeting);
            do {
                for (var answer = steps.poll(); answer.isPresent(); answer = steps.poll()) {
                    deliver(answer.get());
                }
            } while (goOn());
        } catch (BrokenClient broken) {
            log.error(broken.getMessage());
        } catch (OctetInput.Ended _) {
            // nobody is there any more
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does one thing that there is to do, or waits until there is one; false at the end of the connection. */
    private boolean goOn() throws InterruptedException {
        if (steps.isFull()) {
            connection.flush();
            deliver(steps.take());
            return true;
        }
        var line = lines.next();
        if (line.isPresent()) {
            handle(line.get());
            return true;
        }
        return await();
    }

    private boolean await() {
        return switch (connection.await(PATIENCE)) {
            case SessionEvent.Input _, SessionEvent.Changed _ -> true;
            case SessionEvent.Idle _ -> {
                forgetSilent();
                yield stage == Stage.COMMANDS; // whoever says nothing at all is no MTA that keeps its connection
            }
            case SessionEvent.Stop _ -> false;
            case SessionEvent.Closed _ -> {
                if (!waiting.isEmpty()) {
                    log.error("auth client 0 disconnected with " + waiting.size() + " pending requests: EOF");
                }
                yield false;
            }
        };
    }

    private void handle(String line) {
        switch (stage) {
            case VERSION -> {
                checkVersion(line);
                stage = Stage.CPID;
            }
            case CPID -> {
                checkProcess(line);
                stage = Stage.COMMANDS;
            }
            case COMMANDS -> {
                switch (ClientCommand.parse(line)) {
                    case ClientCommand.Auth auth -> begin(auth);
                    case ClientCommand.Continue answer -> proceed(answer);
                    case ClientCommand.Cancel cancel -> waiting.remove(cancel.id());
                }
            }
        }
    }

    /** {@code "VERSION" TAB major TAB minor} */
    private static void checkVersion(String line) {
        if (!line.matches("VERSION\t[0-9]{1,9}\t[0-9]{1,9}")) {
            throw new BrokenClient("Authentication client sent invalid VERSION line: " + ClientCommand.name(line));
        }
        if (!line.startsWith("VERSION\t" + ServerLines.MAJOR_VERSION + "\t")) {
            throw new BrokenClient(
                    "Authentication client not compatible with this server (mixed old and new binaries?)");
        }
    }

    /** {@code "CPID" TAB number}; the number says nothing, as clients may be on other machines. */
    private static void checkProcess(String line) {
        if (!line.startsWith("CPID\t")) {
            throw new BrokenClient(
                    "BUG: Authentication client sent unknown handshake command: " + ClientCommand.name(line));
        }
        if (!line.matches("CPID\t0*[1-9][0-9]{0,9}")) {
            throw new BrokenClient("BUG: Authentication client said it's PID 0");
        }
    }

    private void begin(ClientCommand.Auth auth) {
        var name = auth.mechanism();
        if (passwords.offered().stream().noneMatch(each -> each.name().equalsIgnoreCase(name))) {
            throw new BrokenClient("BUG: Authentication client 0 requested unsupported authentication mechanism "
                    + ClientCommand.name(name));
        }
        if (waiting.containsKey(auth.id())) {
            throw new BrokenClient("BUG: Authentication client 0 sent a duplicate ID " + auth.id());
        }
        var exchange = passwords.verify(name, auth.request());
        if (auth.response().isEmpty()) {
            steps.begin(auth.id(), exchange, null);
            return;
        }
        var text = auth.response().get();
        answer(auth.id(), exchange, text.equals("=") ? "" : text, "initial");
    }

    private void proceed(ClientCommand.Continue answer) {
        forgetSilent();
        var known = Optional.ofNullable(waiting.remove(answer.id()));
        if (known.isEmpty()) {
            write(ServerLines.failure(answer.id(), Optional.empty(), "Authentication request timed out"));
        } else {
            answer(answer.id(), known.get().exchange(), answer.response(), "continued");
        }
    }

    private void answer(long id, SaslExchange<Verdict> exchange, String base64, String which) {
        var response = decoded(base64);
        if (response.isPresent()) {
            steps.begin(id, exchange, response.get());
        } else {
            write(ServerLines.failure(
                    id, Optional.of("invalid_base64"), "Invalid base64 data in " + which + " response"));
        }
    }

    /** White space does not count; padding does. Empty when it is not base64. */
    private static Optional<byte[]> decoded(String base64) {
        var text = base64.replaceAll("[ \t\r\n]", "");
        if (text.isEmpty()) {
            return Optional.of(EMPTY);
        }
        try {
            return Optional.of(text).filter(whole -> whole.length() % 4 == 0).map(whole -> Base64.getDecoder()
                    .decode(whole.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private void deliver(Steps.Answer answer) {
        switch (answer.step()) {
            case Step.Challenge<Verdict>(var octets) -> {
                forgetSilent();
                if (waiting.size() == MAX_WAITING) {
                    throw new BrokenClient(
                            "BUG: Authentication client 0 leaves more than " + MAX_WAITING + " challenges unanswered");
                }
                waiting.put(answer.id(), new Waiting(answer.exchange(), clock.instant()));
                write(ServerLines.challenge(answer.id(), octets));
            }
            case Step.Done<Verdict>(var verdict) -> write(ServerLines.verdict(answer.id(), verdict));
        }
    }

    /** Challenges that were not answered in time are as if they had never been. */
    private void forgetSilent() {
        var limit = clock.instant().minus(PATIENCE);
        waiting.values().removeIf(each -> each.since().isBefore(limit));
    }

    private void write(String text) {
        connection.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
