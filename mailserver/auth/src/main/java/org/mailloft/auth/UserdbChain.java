package org.mailloft.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailloft.auth.Userdb.Reply;

/** Asks the user databases one after the other, by the rules of their sections. Thread safe. */
final class UserdbChain {

    /** How the whole chain ended. */
    enum Outcome {
        FOUND,
        UNKNOWN,
        UNAVAILABLE
    }

    private record Step(int id, UserdbSettings settings, Userdb database) {}

    private final List<Step> steps = new ArrayList<>();
    private final AuthCache cache;
    private final AuthLog log;

    UserdbChain(List<UserdbSettings> settings, List<Userdb> databases, AuthCache cache, AuthLog log) {
        this.cache = cache;
        this.log = log;
        for (int i = 0; i < databases.size(); i++) {
            steps.add(new Step(i, settings.get(i), databases.get(i)));
        }
    }

    Outcome lookup(Login login) {
        boolean success = false;
        boolean sawFailure = false;
        for (var step : steps) {
            if (skips(step.settings(), success)) {
                continue;
            }
            var before = login.save();
            var rule =
                    switch (ask(step, login)) {
                        case Reply.Found _ -> step.settings().resultSuccess();
                        case Reply.Unknown _ -> {
                            login.restore(before);
                            yield step.settings().resultFailure();
                        }
                        case Reply.Unavailable unavailable -> {
                            login.restore(before);
                            sawFailure = true;
                            log.error(step.database().name(), login.query(), unavailable.logText());
                            yield step.settings().resultInternalfail();
                        }
                    };
            success = rule.success(success);
            if (!rule.continues()) {
                break;
            }
        }
        return success ? Outcome.FOUND : sawFailure ? Outcome.UNAVAILABLE : Outcome.UNKNOWN;
    }

    private static boolean skips(UserdbSettings settings, boolean success) {
        return switch (settings.skip()) {
            case NEVER -> false;
            case FOUND -> success;
            case NOTFOUND -> !success;
        };
    }

    private Reply ask(Step step, Login login) {
        login.applyUserdb(login.words(step.settings().defaultFields()));
        var query = login.query();
        log.debug(step.database().name(), query, "Performing userdb lookup");
        var reply = !cache.isOn() || step.database().cacheTemplate().isEmpty()
                ? step.database().lookup(query)
                : cached(step, query);
        log.debug(step.database().name(), query, "Finished userdb lookup");
        if (reply instanceof Reply.Found found) {
            login.applyUserdb(found.fields());
            login.applyUserdb(login.words(step.settings().overrideFields()));
        }
        return reply;
    }

    private Reply cached(Step step, AuthQuery query) {
        var key = "U" + step.id() + "\t" + query.user() + "\t"
                + query.variables().expandLeniently(step.database().cacheTemplate());
        long asked = cache.flushes();
        var cached = cache.get(key);
        if (cached.filter(cache::isFresh).isPresent()) {
            return asReply(cached.get());
        }
        var reply = step.database().lookup(query);
        return switch (reply) {
            case Reply.Found found -> {
                cache.put(key, cache.entry(query.user(), Optional.of(found.fields()), Optional.empty()), asked);
                yield reply;
            }
            case Reply.Unknown _ -> {
                cache.put(key, cache.entry(query.user(), Optional.empty(), Optional.empty()), asked);
                yield reply;
            }
            case Reply.Unavailable _ -> cached.map(UserdbChain::asReply).orElse(reply);
        };
    }

    private static Reply asReply(AuthCache.Entry entry) {
        return entry.found().isPresent() ? new Reply.Found(entry.found().get()) : new Reply.Unknown();
    }

    /** For the log, when a user who has logged in is in none of them. */
    void logMissing(Login login) {
        if (steps.isEmpty()) {
            log.info("No userdbs are configured");
            return;
        }
        var last = steps.getLast().database().name();
        log.error(
                last,
                login.query(),
                steps.size() == 1 ? "user not found from userdb" : "user not found from any userdbs");
    }

    Stream<String> users() {
        return steps.stream().flatMap(step -> step.database().users());
    }
}
