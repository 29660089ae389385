package org.mailloft.auth.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.mailloft.auth.AuthRequest;
import org.mailloft.auth.AuthResult.Kind;
import org.mailloft.auth.LogLines;
import org.mailloft.auth.Mechanism;
import org.mailloft.auth.SaslExchange;
import org.mailloft.auth.SaslExchange.Step;
import org.mailloft.auth.Verdict;
import org.mailloft.auth.Verification;
import org.mailloft.auth.sasl.Mechanisms;

/** Many exchanges of one client, with password checks that take as long as the test wants. */
class ClientSessionTest {

    /** What exchanges do depends on the service that they are for. */
    private static final class Passwords implements Verification {

        final CountDownLatch gate = new CountDownLatch(1);
        final AtomicInteger running = new AtomicInteger();
        final AtomicInteger most = new AtomicInteger();

        @Override
        public List<Mechanism> offered() {
            return Mechanisms.ALL;
        }

        @Override
        public SaslExchange<Verdict> verify(String mechanism, AuthRequest request) {
            return new SaslExchange<>() {
                @Override
                public boolean acceptsInitialResponse() {
                    return true;
                }

                @Override
                public Step<Verdict> next(byte[] response) {
                    return switch (request.service()) {
                        case "asking" -> new Step.Challenge<>(new byte[0]);
                        case "broken" -> throw new IllegalStateException("on purpose");
                        case "slow" -> {
                            waitAtGate();
                            yield new Step.Done<>(new Verdict.Wrong(Optional.empty(), Kind.CREDENTIALS, Map.of()));
                        }
                        default -> new Step.Done<>(new Verdict.Right("anna", "anna", Optional.empty(), Map.of()));
                    };
                }
            };
        }

        private void waitAtGate() {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            try {
                assertTrue(gate.await(10, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            running.decrementAndGet();
        }
    }

    private final Passwords passwords = new Passwords();
    private final LogLines log = new LogLines();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));

    private MemoryServer server() {
        var server = new MemoryServer(new ClientService(passwords, now::get, new SecureRandom(), log.log()));
        server.introduce();
        return server;
    }

    private static String auth(int id, String service) {
        return "AUTH\t" + id + "\tPLAIN\tservice=" + service + "\tresp=\n";
    }

    @Test
    void aSlowRefusalDoesNotKeepOthersWaiting() {
        try (var server = server()) {
            server.send(auth(1, "slow") + auth(2, "fast"));
            assertEquals(Optional.of("OK\t2\tuser=anna"), server.line());
            passwords.gate.countDown();
            assertEquals(Optional.of("FAIL\t1"), server.line());
        }
    }

    @Test
    void thereIsABoundAndAllAreAnswered() {
        int count = 300;
        try (var server = server()) {
            for (int id = 1; id <= count; id++) {
                server.send(auth(id, "slow"));
            }
            passwords.gate.countDown();
            var answers = new HashSet<String>();
            for (int id = 1; id <= count; id++) {
                answers.add(server.line().orElseThrow());
            }
            assertEquals(count, answers.size());
        }
        assertTrue(passwords.most.get() <= 128, passwords.most::toString);
    }

    @Test
    void aCheckThatBreaksSaysNothingAboutThePassword() {
        try (var server = server()) {
            server.send(auth(1, "broken"));
            assertEquals(Optional.of("FAIL\t1\tcode=temp_fail"), server.line());
            server.send(auth(2, "fast"));
            assertEquals(Optional.of("OK\t2\tuser=anna"), server.line());
        }
        assertEquals(List.of("auth: Error: A password could not be checked"), log.lines());
    }

    @Test
    void aChallengeWithoutAnAnswerIsForgotten() {
        try (var server = server()) {
            server.send(auth(1, "asking"));
            assertEquals(Optional.of("CONT\t1\t"), server.line());
            now.updateAndGet(time -> time.plus(Duration.ofSeconds(151)));
            server.send("CONT\t1\t\n");
            assertEquals(Optional.of("FAIL\t1\treason=Authentication request timed out"), server.line());
        }
    }

    @Test
    void whoLeavesTooManyChallengesUnansweredIsSentAway() {
        try (var server = server()) {
            for (int id = 1; id <= 1025; id++) {
                server.send(auth(id, "asking"));
            }
            while (server.line().isPresent()) {
                // the challenges before
            }
        }
        assertEquals(
                List.of("auth: Error: BUG: Authentication client 0 leaves more than 1024 challenges unanswered"),
                log.lines());
    }

    @Test
    void whoGoesWithoutAnAnswerIsLogged() {
        try (var server = server()) {
            server.send(auth(1, "asking") + auth(2, "asking"));
            server.line();
            server.line();
        }
        assertEquals(List.of("auth: Error: auth client 0 disconnected with 2 pending requests: EOF"), log.lines());
    }

    @Test
    void whoGoesWhileAPasswordIsCheckedLeavesNothingBehind() {
        var server = server();
        server.send(auth(1, "slow"));
        server.close();
        passwords.gate.countDown();
        assertEquals(List.of(), log.lines());
    }
}
