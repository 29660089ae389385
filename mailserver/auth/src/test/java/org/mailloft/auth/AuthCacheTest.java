package org.mailloft.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mailloft.auth.Bench.MapPassdb;
import org.mailloft.auth.Bench.OneAnswerUserdb;

/** Lifetimes in {@link SettingsBuilder}: an hour for answers, a minute for negative ones. */
class AuthCacheTest {

    private static final String ANNA = "anna@example.org";

    private final Bench bench = new Bench();
    private final MapPassdb passdb = new MapPassdb().with(ANNA, "secret", Map.of());
    private final OneAnswerUserdb userdb = new OneAnswerUserdb();
    private final Authenticator authenticator =
            bench.authenticator(new SettingsBuilder().cacheOctets(1 << 20).build(), List.of(passdb), List.of(userdb));

    private boolean login(String user, String password) {
        return authenticator.login(user, password, Bench.REQUEST) instanceof AuthResult.Success;
    }

    private void pass(Duration time) {
        bench.now = bench.now.plus(time);
    }

    private void questions(int expected) {
        assertEquals(expected, passdb.questions);
        passdb.questions = 0;
    }

    @Test
    void secondLoginAsksNobody() {
        assertTrue(login(ANNA, "secret"));
        assertTrue(login(ANNA, "secret"));
        questions(1);
        assertEquals(1, userdb.questions);
    }

    @Test
    void answersGetOld() {
        login(ANNA, "secret");
        pass(Duration.ofMinutes(59));
        login(ANNA, "secret");
        questions(1);
        pass(Duration.ofMinutes(2));
        login(ANNA, "secret");
        questions(1);
    }

    @Test
    void changedPasswordWorksAtOnceAndTheOldOneNoLonger() {
        login(ANNA, "secret");
        passdb.with(ANNA, "changed", Map.of());
        assertTrue(login(ANNA, "changed"));
        assertTrue(login(ANNA, "changed"));
        questions(2);
        assertEquals(false, login(ANNA, "secret"));
    }

    @Test
    void wrongPasswordsAreRefusedFromTheCacheForAWhile() {
        assertEquals(false, login(ANNA, "wrong"));
        assertEquals(false, login(ANNA, "wrong2"));
        questions(1);
        assertTrue(login(ANNA, "secret"));
        questions(0);
        assertEquals(false, login(ANNA, "wrong")); // after a success the password may have been changed
        questions(1);
        assertEquals(false, login(ANNA, "wrong"));
        questions(0);
        pass(Duration.ofMinutes(2));
        assertEquals(false, login(ANNA, "wrong"));
        questions(1);
    }

    @Test
    void unknownUsersAreRememberedForTheNegativeTime() {
        login("ben@example.org", "x");
        login("ben@example.org", "y");
        questions(1);
        pass(Duration.ofMinutes(2));
        passdb.with("ben@example.org", "x", Map.of());
        assertTrue(login("ben@example.org", "x"));
        questions(1);
    }

    @Test
    void databaseThatOnlyChecksIsCachedToo() {
        passdb.replies.put(ANNA, new Passdb.Reply.Verified(Map.of("nodelay", "")));
        assertTrue(login(ANNA, "secret"));
        passdb.replies.put(ANNA, new Passdb.Reply.Mismatch());
        assertTrue(login(ANNA, "secret"));
        questions(1);
        assertEquals(false, login(ANNA, "other"));
        questions(1);
        assertTrue(login(ANNA, "secret"));
        questions(0);
    }

    @Test
    void oldAnswerIsBetterThanNone() {
        login(ANNA, "secret");
        pass(Duration.ofHours(2));
        passdb.replies.put(ANNA, new Passdb.Reply.Unavailable("away"));
        assertTrue(login(ANNA, "secret"));
        assertEquals(false, login(ANNA, "wrong"));
        assertInstanceOf(
                AuthResult.Unavailable.class,
                authenticator.login("ben@example.org", "x", unavailable("ben@example.org")));
    }

    private AuthRequest unavailable(String user) {
        passdb.replies.put(user, new Passdb.Reply.Unavailable("away"));
        return Bench.REQUEST;
    }

    @Test
    void oneUsersAnswerIsNeverAnothers() {
        login(ANNA, "secret");
        passdb.with("ben@example.org", "other", Map.of());
        assertEquals(false, login("ben@example.org", "secret"));
        assertTrue(login("ben@example.org", "other"));
    }

    /** The entry is made, and the cache flushed, while the database is looking at what was there before. */
    @Test
    void answerFromBeforeAFlushIsNotKept() {
        passdb.meanwhile = () -> {
            passdb.meanwhile = () -> {};
            passdb.with("new@example.org", "secret", Map.of());
            authenticator.flushCache(List.of("new@example.org"));
        };
        assertEquals(false, login("new@example.org", "secret"));
        assertTrue(login("new@example.org", "secret"));

        var known = userdb.reply;
        userdb.reply = new Userdb.Reply.Unknown();
        userdb.meanwhile = () -> {
            userdb.meanwhile = () -> {};
            userdb.reply = known;
            authenticator.flushCache(List.of(ANNA));
        };
        assertInstanceOf(LookupResult.Unknown.class, authenticator.lookup(ANNA, Bench.REQUEST));
        assertInstanceOf(LookupResult.Found.class, authenticator.lookup(ANNA, Bench.REQUEST));
    }

    @Test
    void flushForgetsOneUserOrAll() {
        login(ANNA, "secret");
        login("ben@example.org", "x");
        assertEquals(2, authenticator.flushCache(List.of(ANNA)));
        login(ANNA, "secret");
        questions(3);
        assertEquals(3, authenticator.flushCache(List.of()));
    }

    @Test
    void sizeIsBounded() {
        var small =
                bench.authenticator(new SettingsBuilder().cacheOctets(5000).build(), List.of(passdb), List.of(userdb));
        for (int i = 0; i < 1000; i++) {
            small.login("user" + i + "@example.org", "x", Bench.REQUEST);
        }
        assertTrue(small.flushCache(List.of()) < 15);
    }

    @Test
    void restrictionsHoldForCachedAnswers() {
        passdb.with(ANNA, "secret", Map.of("allow_nets", "192.0.2.0/24"));
        assertTrue(login(ANNA, "secret"));
        var elsewhere = new AuthRequest("imap", "S", "198.51.100.1", "192.0.2.1", true, true);
        assertInstanceOf(AuthResult.Refused.class, authenticator.login(ANNA, "secret", elsewhere));
        questions(1);
    }
}
