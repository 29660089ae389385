package org.mailloft.auth;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailloft.auth.sasl.Mechanisms;
import org.mailloft.auth.scheme.StoredPassword;
import org.mailloft.conf.Secret;

/** An authenticator over databases that are maps, with a clock that stands still unless told. */
final class Bench {

    static final AuthRequest REQUEST = new AuthRequest("imap", "S", "192.0.2.7", "192.0.2.1", true, true);

    final LogLines log = new LogLines();
    final List<Duration> pauses = new ArrayList<>();
    Instant now = Instant.parse("2026-11-21T12:00:00Z");

    /** A password database whose answers a test sets. */
    static final class MapPassdb implements Passdb {
        final Map<String, Reply> replies = new HashMap<>();
        /** Happens after an answer was found and before it is given. */
        Runnable meanwhile = () -> {};

        int questions;

        MapPassdb with(String user, String password, Map<String, String> fields) {
            replies.put(user, new Reply.Found(Optional.of(StoredPassword.of(password, "PLAIN")), fields));
            return this;
        }

        @Override
        public String name() {
            return "map";
        }

        @Override
        public Reply verify(AuthQuery query, Secret password) {
            return lookup(query);
        }

        @Override
        public Reply lookup(AuthQuery query) {
            questions++;
            var reply = replies.getOrDefault(query.user(), new Reply.Unknown());
            meanwhile.run();
            return reply;
        }

        @Override
        public String cacheTemplate() {
            return "";
        }
    }

    /** Knows everybody, or nobody, or can't tell. */
    static final class OneAnswerUserdb implements Userdb {
        Reply reply = new Reply.Found(Map.of("home", "/home/x", "quota_rule", "*:bytes=1M"));
        /** Happens after an answer was found and before it is given. */
        Runnable meanwhile = () -> {};

        int questions;

        @Override
        public String name() {
            return "one";
        }

        @Override
        public Reply lookup(AuthQuery query) {
            questions++;
            var found = reply;
            meanwhile.run();
            return found;
        }

        @Override
        public Stream<String> users() {
            return Stream.of("anna@example.org");
        }

        @Override
        public String cacheTemplate() {
            return "%u";
        }
    }

    Authenticator authenticator(AuthSettings settings, List<Passdb> passdbs, List<Userdb> userdbs) {
        InstantSource clock = () -> now;
        return new Authenticator(
                settings,
                passdbs,
                userdbs,
                Mechanisms.ALL,
                new Authenticator.Surroundings(
                        log.log(), clock.withZone(ZoneOffset.UTC), new SecureRandom(), pauses::add));
    }
}
