package org.mailloft.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.mailloft.auth.scheme.BadStoredPassword;
import org.mailloft.auth.scheme.StoredPassword;
import org.mailloft.conf.Secret;

/** Asks the password databases one after the other, by the rules of their sections. Thread safe. */
final class PassdbChain {

    /** How the whole chain ended. */
    enum Outcome {
        OK,
        FAILED,
        USER_DISABLED,
        UNAVAILABLE
    }

    private enum Result {
        OK,
        /** Found, but it leaves the decision to another one. */
        NEXT,
        UNKNOWN,
        MISMATCH,
        UNAVAILABLE
    }

    /**
     * A database as configured.
     *
     * @param id tells equal ones apart in the cache
     */
    record Step(int id, PassdbSettings settings, Passdb database) {}

    private final List<Step> masters = new ArrayList<>();
    private final List<Step> users = new ArrayList<>();
    private final AuthCache cache;
    private final AuthLog log;
    /** Slow schemes use every processor and no more. */
    private final Semaphore hashing = new Semaphore(Runtime.getRuntime().availableProcessors());

    PassdbChain(List<PassdbSettings> settings, List<Passdb> databases, AuthCache cache, AuthLog log) {
        this.cache = cache;
        this.log = log;
        for (int i = 0; i < databases.size(); i++) {
            var step = new Step(i, settings.get(i), databases.get(i));
            (step.settings().master() ? masters : users).add(step);
        }
    }

    Outcome verify(Login login, Secret password, String mechanism) {
        boolean master = login.loginUser().isPresent();
        if (master && masters.isEmpty()) {
            log.info("Attempted master login with no master passdbs (trying to log in as user: "
                    + login.loginUser().get() + ")");
            return Outcome.FAILED;
        }
        boolean success = false;
        boolean sawFailure = false;
        var steps = wanted(master ? masters : users, 0, login, mechanism);
        while (!steps.isEmpty()) {
            var step = steps.getFirst();
            var before = login.save();
            var result = ask(step, login, password);
            if (step.settings().deny() && result != Result.UNKNOWN) {
                return denied(result);
            }
            var rule = rule(step.settings(), result);
            success = rule.success(success);
            if (result == Result.OK && rule.continues() || rule == DatabaseRule.CONTINUE_OK) {
                login.passwordVerified();
            }
            login.passdbFields().remove("nopassword");
            login.passdbFields().remove("noauthenticate");
            sawFailure |= result == Result.UNAVAILABLE;
            if (result != Result.OK && result != Result.NEXT) {
                login.restore(before);
            }
            if (result == Result.OK && login.loginUser().isPresent()) {
                login.becomeLoginUser();
                log.info("Master user logging in as " + login.user());
                steps = wanted(users, 0, login, mechanism);
            } else {
                steps = wanted(steps, 1, login, mechanism);
            }
            if (!rule.continues()) {
                break;
            }
            if (steps.isEmpty() && result == Result.NEXT) {
                log.error(
                        step.database().name(),
                        login.query(),
                        "Last passdb had noauthenticate field, cannot authenticate user");
                return Outcome.UNAVAILABLE;
            }
        }
        return success ? Outcome.OK : sawFailure ? Outcome.UNAVAILABLE : Outcome.FAILED;
    }

    private Outcome denied(Result result) {
        if (result == Result.UNAVAILABLE) {
            return Outcome.UNAVAILABLE;
        }
        log.info("User found from deny passdb");
        return Outcome.USER_DISABLED;
    }

    private static DatabaseRule rule(PassdbSettings settings, Result result) {
        return switch (result) {
            case OK -> settings.onSuccess();
            case NEXT -> DatabaseRule.CONTINUE;
            case UNKNOWN, MISMATCH -> settings.resultFailure();
            case UNAVAILABLE -> settings.resultInternalfail();
        };
    }

    /** What is left of the list, beginning with the first section that wants this login. */
    private static List<Step> wanted(List<Step> steps, int from, Login login, String mechanism) {
        for (int i = from; i < steps.size(); i++) {
            if (wants(steps.get(i).settings(), login, mechanism)) {
                return steps.subList(i, steps.size());
            }
        }
        return List.of();
    }

    private static boolean wants(PassdbSettings settings, Login login, String mechanism) {
        if (!settings.mechanisms().isEmpty() && settings.mechanisms().stream().noneMatch(mechanism::equalsIgnoreCase)) {
            return false;
        }
        if (!settings.usernameFilter().isEmpty() && !NamePatterns.accept(settings.usernameFilter(), login.user())) {
            return false;
        }
        return switch (settings.skip()) {
            case NEVER -> true;
            case AUTHENTICATED -> !login.isPasswordVerified();
            case UNAUTHENTICATED -> login.isPasswordVerified();
        };
    }

    /** Where an answer is kept, and when it was asked for. */
    private record Place(String key, long asked) {

        void keep(AuthCache cache, AuthCache.Entry entry) {
            cache.put(key, entry, asked);
        }
    }

    private Result ask(Step step, Login login, Secret password) {
        login.applyPassdb(login.words(step.settings().defaultFields()));
        var query = login.query();
        if (!cache.isOn()) {
            var reply = reply(step, query, password, login);
            return judge(step, login, query, reply, password);
        }
        var key = "P" + step.id() + "\t" + query.user() + "\t"
                + query.variables().expandLeniently(step.database().cacheTemplate());
        long asked = cache.flushes();
        var cached = cache.get(key);
        if (cached.filter(cache::isFresh).isPresent()) {
            var result = fromCache(step, login, query, new Place(key, asked), cached.get(), password);
            if (result.isPresent()) {
                return result.get();
            }
        }
        var reply = reply(step, query, password, login);
        if (reply instanceof Passdb.Reply.Unavailable && cached.isPresent()) {
            return judge(step, login, query, asReply(cached.get(), password), password);
        }
        var result = judge(step, login, query, reply, password);
        remember(new Place(key, asked), query.user(), reply, result, password);
        return result;
    }

    private Passdb.Reply reply(Step step, AuthQuery query, Secret password, Login login) {
        log.debug(step.database().name(), query, "Performing passdb lookup");
        var reply = login.isPasswordVerified()
                ? step.database().lookup(query)
                : step.database().verify(query, password);
        log.debug(step.database().name(), query, "Finished passdb lookup");
        return reply;
    }

    /** Empty when the cache can't tell. */
    private Optional<Result> fromCache(
            Step step, Login login, AuthQuery query, Place place, AuthCache.Entry entry, Secret password) {
        boolean anyPassword = login.isPasswordVerified()
                || entry.found().isEmpty()
                || entry.found().get().containsKey("nopassword");
        if (anyPassword || cache.isRight(entry, password)) {
            return Optional.of(judge(step, login, query, asReply(entry, password), password));
        }
        boolean untried = entry.stored().isPresent() && entry.rightPassword().isEmpty();
        if (untried && matches(step, query, entry.stored().get(), password)) {
            place.keep(cache, entry.withPassword(cache.hash(password)));
            return Optional.of(accept(step, login, entry.found().get()));
        }
        return cache.mayRefuse(entry) ? Optional.of(mismatch(step, query, password)) : Optional.empty();
    }

    private Passdb.Reply asReply(AuthCache.Entry entry, Secret password) {
        if (entry.found().isEmpty()) {
            return new Passdb.Reply.Unknown();
        }
        var fields = entry.found().get();
        if (cache.isRight(entry, password)) {
            return new Passdb.Reply.Verified(fields);
        }
        return entry.stored().isPresent() || fields.containsKey("nopassword")
                ? new Passdb.Reply.Found(entry.stored(), fields)
                : new Passdb.Reply.Mismatch();
    }

    private void remember(Place place, String user, Passdb.Reply reply, Result result, Secret password) {
        switch (reply) {
            case Passdb.Reply.Found found -> {
                var entry = cache.entry(user, Optional.of(found.fields()), found.password());
                boolean right = result == Result.OK && found.password().isPresent();
                place.keep(cache, right ? entry.withPassword(cache.hash(password)) : entry);
            }
            case Passdb.Reply.Verified verified ->
                place.keep(
                        cache,
                        cache.entry(user, Optional.of(verified.fields()), Optional.empty())
                                .withPassword(cache.hash(password)));
            case Passdb.Reply.Unknown _ -> place.keep(cache, cache.entry(user, Optional.empty(), Optional.empty()));
            case Passdb.Reply.Mismatch _, Passdb.Reply.Unavailable _ -> {
                // says nothing that could be used again
            }
        }
    }

    private Result judge(Step step, Login login, AuthQuery query, Passdb.Reply reply, Secret password) {
        return switch (reply) {
            case Passdb.Reply.Unknown _ -> {
                log.failure(step.settings(), step.database().name(), query, "unknown user", password);
                yield Result.UNKNOWN;
            }
            case Passdb.Reply.Mismatch _ -> mismatch(step, query, password);
            case Passdb.Reply.Unavailable unavailable -> {
                log.error(step.database().name(), query, unavailable.logText());
                yield Result.UNAVAILABLE;
            }
            case Passdb.Reply.Verified verified -> accept(step, login, verified.fields());
            case Passdb.Reply.Found found -> {
                boolean right = found.fields().containsKey("noauthenticate")
                        || login.isPasswordVerified()
                        || isRight(step, query, found, password);
                yield right ? accept(step, login, found.fields()) : mismatch(step, query, password);
            }
        };
    }

    private Result mismatch(Step step, AuthQuery query, Secret password) {
        log.failure(step.settings(), step.database().name(), query, "Password mismatch", password);
        return Result.MISMATCH;
    }

    private boolean isRight(Step step, AuthQuery query, Passdb.Reply.Found found, Secret password) {
        boolean stored = found.password().filter(each -> !each.data().isEmpty()).isPresent();
        if (found.fields().containsKey("nopassword")) {
            if (stored) {
                log.error(step.database().name(), query, "nopassword set but password is non-empty");
            }
            return !stored;
        }
        if (found.password().isEmpty()) {
            log.info(step.database().name(), query, "No password returned (and no nopassword)");
            return false;
        }
        return stored && matches(step, query, found.password().get(), password);
    }

    private boolean matches(Step step, AuthQuery query, StoredPassword stored, Secret password) {
        boolean expensive = stored.isExpensive();
        if (expensive) {
            hashing.acquireUninterruptibly();
        }
        try {
            boolean same = stored.matches(password, query.originalUser());
            if (!same) {
                log.difference(step.database().name(), query, stored, password);
            }
            return same;
        } catch (BadStoredPassword e) {
            log.error(step.database().name(), query, e.getMessage());
            return false;
        } finally {
            if (expensive) {
                hashing.release();
            }
        }
    }

    /** The password is right; whatever else the database says may still forbid the login. */
    private Result accept(Step step, Login login, Map<String, String> fields) {
        login.applyPassdb(fields);
        login.applyPassdb(login.words(step.settings().overrideFields()));
        var networks = login.passdbFields().get("allow_nets");
        if (networks.isPresent() && !AllowedNetworks.contain(networks.get(), login.remoteAddress())) {
            log.info(
                    step.database().name(),
                    login.query(),
                    "allow_nets check failed: IP " + login.request().remoteIp() + " not in allowed networks");
            return Result.MISMATCH;
        }
        if (login.passdbFields().has("fail")) {
            return Result.MISMATCH;
        }
        return login.passdbFields().has("noauthenticate") ? Result.NEXT : Result.OK;
    }
}
