package org.mailloft.auth;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailloft.auth.AuthResult.Kind;
import org.mailloft.auth.UsernameRules.BadUsername;
import org.mailloft.conf.Secret;
import org.mailloft.conf.Variables;
import org.mailloft.net.SessionLog;

/**
 * The login checks: name rules, penalty, password databases, user databases, cache and delay, in this order. Thread safe;
 * a caller blocks as long as the databases take and, after a failure, for the delay.
 */
public final class Authenticator implements Authentication, Verification {

    /** What the command of a protocol itself is logged as. */
    private static final String LOGIN_COMMAND = "PLAIN";

    /** How long an MTA waits for an answer: ten seconds in Postfix, of which two are left for the databases. */
    private static final Duration MTA_PATIENCE = Duration.ofSeconds(8);

    /** The client is ours, and waits as long as it has to. */
    private static final Duration ANY_WAIT = Duration.ofMinutes(1);

    /** Lets time pass; a test does not wait. */
    @FunctionalInterface
    public interface Pause {
        void last(Duration duration);

        /** Sleeps; an interrupt ends it and stays set. */
        static void sleep(Duration duration) {
            try {
                Thread.sleep(duration);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What it needs of the world around. */
    public record Surroundings(SessionLog log, Clock clock, SecureRandom random, Pause pause) {

        public static Surroundings real(SessionLog log) {
            return new Surroundings(log, Clock.systemUTC(), new SecureRandom(), Pause::sleep);
        }
    }

    private final AuthSettings settings;
    private final List<Mechanism> mechanisms;
    private final UsernameRules names;
    private final AuthCache cache;
    private final AuthLog log;
    private final PassdbChain passdbs;
    private final UserdbChain userdbs;
    private final Penalty penalty;
    private final Pause pause;

    /**
     * @param passdbs one for each section of the settings, in their order
     * @param userdbs likewise
     * @param available mechanisms there are
     * @throws IllegalArgumentException when a configured mechanism is not there; a sentence with its name
     */
    public Authenticator(
            AuthSettings settings,
            List<Passdb> passdbs,
            List<Userdb> userdbs,
            List<Mechanism> available,
            Surroundings around) {
        this.settings = settings;
        this.names = new UsernameRules(settings);
        this.cache = new AuthCache(settings, around.clock(), around.random());
        this.log = new AuthLog(around.log(), settings);
        this.passdbs = new PassdbChain(settings.passdbs(), passdbs, cache, log);
        this.userdbs = new UserdbChain(settings.userdbs(), userdbs, cache, log);
        this.penalty = new Penalty(around.clock());
        this.pause = around.pause();
        var byName = available.stream().collect(Collectors.toMap(Mechanism::name, Function.identity()));
        this.mechanisms = settings.mechanisms().stream()
                .map(name -> Optional.ofNullable(byName.get(name.toUpperCase(Locale.ROOT)))
                        .orElseThrow(() -> new IllegalArgumentException(
                                "auth_mechanisms: Unknown authentication mechanism '" + name + "'")))
                .toList();
    }

    @Override
    public List<String> mechanisms(boolean secured) {
        return mechanisms.stream()
                .filter(mechanism -> isAllowed(mechanism.isPlaintext(), secured))
                .map(Mechanism::name)
                .toList();
    }

    private boolean isAllowed(boolean plaintext, boolean secured) {
        return secured || !plaintext || !settings.disablePlaintextAuth();
    }

    @Override
    public SaslExchange<AuthResult> begin(String mechanism, AuthRequest request) {
        var name = mechanism.toUpperCase(Locale.ROOT);
        var known = named(name);
        if (known.isEmpty()) {
            return new FailedExchange<>(new AuthResult.Refused("", Kind.UNKNOWN_MECHANISM, "", name));
        }
        if (!isAllowed(known.get().isPlaintext(), request.secured())) {
            return new FailedExchange<>(new AuthResult.Refused("", Kind.PLAINTEXT_DISALLOWED, "", name));
        }
        var attempt = new Attempt(name, request, ANY_WAIT);
        return known.get().begin(new Ends<>(attempt, checked -> result(checked, attempt)));
    }

    @Override
    public List<Mechanism> offered() {
        return mechanisms;
    }

    @Override
    public SaslExchange<Verdict> verify(String mechanism, AuthRequest request) {
        var name = mechanism.toUpperCase(Locale.ROOT);
        var known = named(name)
                .orElseThrow(() -> new IllegalArgumentException("mechanism " + mechanism + " is not offered"));
        return known.begin(new Ends<>(new Attempt(name, request, MTA_PATIENCE), Authenticator::verdict));
    }

    private Optional<Mechanism> named(String name) {
        return mechanisms.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    @Override
    public AuthResult login(String username, String password, AuthRequest request) {
        if (!isAllowed(true, request.secured())) {
            return new AuthResult.Refused(username, Kind.PLAINTEXT_DISALLOWED, "", LOGIN_COMMAND);
        }
        var attempt = new Attempt(LOGIN_COMMAND, request, ANY_WAIT);
        return result(check(username, "", new Secret(password), attempt), attempt);
    }

    /** @param patience of who has sent it, for the penalty and the failure delay together */
    private record Attempt(String mechanism, AuthRequest request, Duration patience) {

        /** What log lines have in place of a database that was not asked. */
        String logName() {
            return mechanism.toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What the password databases said; the failure delay has passed.
     *
     * @param login empty when they were not asked
     * @param given the name as the client wrote it; empty when it sent none
     */
    private record Checked(Optional<Login> login, Optional<String> given, PassdbChain.Outcome outcome) {

        static Checked of(Login login, PassdbChain.Outcome outcome) {
            return new Checked(Optional.of(login), Optional.of(login.originalUser()), outcome);
        }

        String user() {
            return login.map(Login::user).or(() -> given).orElse("");
        }

        Map<String, String> fields() {
            return login.map(each -> each.passdbFields().asMap()).orElse(Map.of());
        }
    }

    /** How an exchange ends: {@code conclusion} makes of what was found what its caller wants to know. */
    private final class Ends<R> implements Mechanism.Ending<R> {

        private final Attempt attempt;
        private final Function<Checked, R> conclusion;

        Ends(Attempt attempt, Function<Checked, R> conclusion) {
            this.attempt = attempt;
            this.conclusion = conclusion;
        }

        @Override
        public Optional<R> refuse(String username) {
            try {
                names.names(username, "");
                return Optional.empty();
            } catch (BadUsername e) {
                return Optional.of(conclusion.apply(refused(Optional.of(username), e.getMessage(), attempt)));
            }
        }

        @Override
        public R check(String username, String authzid, Secret password) {
            return conclusion.apply(Authenticator.this.check(username, authzid, password, attempt));
        }

        @Override
        public R invalidInput() {
            return conclusion.apply(refused(Optional.empty(), "invalid input", attempt));
        }
    }

    private Checked check(String username, String authzid, Secret password, Attempt attempt) {
        var request = attempt.request();
        if (settings.requireClientCert() && !request.certified()) {
            return refused(Optional.of(username), "Client didn't present valid SSL certificate", attempt);
        }
        Login login;
        try {
            login = new Login(request, names.names(username, authzid));
        } catch (BadUsername e) {
            return refused(Optional.of(username), e.getMessage(), attempt);
        }
        int level = request.remoteIp().isEmpty() ? 0 : penalty.level(request.remoteIp());
        pauseFor(shorter(Penalty.wait(level), attempt.patience().minus(settings.failureDelay())));
        var outcome = passdbs.verify(login, password, attempt.mechanism());
        if (!request.remoteIp().isEmpty()) {
            switch (outcome) {
                case OK -> penalty.succeeded(request.remoteIp());
                case FAILED, USER_DISABLED ->
                    penalty.failed(
                            request.remoteIp(),
                            level,
                            username,
                            password.reveal().hashCode());
                case UNAVAILABLE -> {
                    // says nothing about the client
                }
            }
        }
        return switch (outcome) {
            case OK, UNAVAILABLE -> Checked.of(login, outcome);
            case FAILED, USER_DISABLED -> {
                if (!login.isNodelay()) {
                    pauseFor(settings.failureDelay());
                }
                yield Checked.of(login, outcome);
            }
        };
    }

    /** Without asking a database; the text is for the log. */
    private Checked refused(Optional<String> username, String why, Attempt attempt) {
        log.mechanism(attempt.logName(), attempt.request(), why);
        pauseFor(settings.failureDelay());
        return new Checked(Optional.empty(), username, PassdbChain.Outcome.FAILED);
    }

    private static Verdict verdict(Checked checked) {
        var who = checked.given().map(given -> new Verdict.Who(checked.login().map(Login::user), given));
        var master = checked.login().flatMap(Login::masterUser);
        return switch (checked.outcome()) {
            case OK -> new Verdict.Right(checked.user(), who.orElseThrow().given(), master, checked.fields());
            case UNAVAILABLE -> new Verdict.Unavailable(who);
            case USER_DISABLED -> new Verdict.Wrong(who, Kind.USER_DISABLED, checked.fields());
            case FAILED ->
                new Verdict.Wrong(who, master.isPresent() ? Kind.AUTHORIZATION : Kind.CREDENTIALS, checked.fields());
        };
    }

    private AuthResult result(Checked checked, Attempt attempt) {
        return switch (checked.outcome()) {
            case OK -> admit(checked.login().orElseThrow(), attempt);
            case UNAVAILABLE -> new AuthResult.Unavailable(checked.user(), attempt.mechanism());
            case FAILED -> refused(checked, Kind.CREDENTIALS, attempt);
            case USER_DISABLED -> refused(checked, Kind.USER_DISABLED, attempt);
        };
    }

    private static AuthResult refused(Checked checked, Kind kind, Attempt attempt) {
        var reason = checked.fields().getOrDefault("reason", "");
        return new AuthResult.Refused(checked.user(), kind, reason, attempt.mechanism());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void pauseFor(Duration duration) {
        if (duration.isPositive()) {
            pause.last(duration);
        }
    }

    /** The password is right: may he in, and who is he? */
    private AuthResult admit(Login login, Attempt attempt) {
        if (login.passdbFields().has("nologin")) {
            var reason = login.passdbFields().get("reason").orElse("");
            return new AuthResult.Refused(login.user(), Kind.LOGIN_DISABLED, reason, attempt.mechanism());
        }
        login.passwordVerified();
        return switch (userdbs.lookup(login)) {
            case FOUND -> new AuthResult.Success(record(login), login.masterUser(), attempt.mechanism());
            case UNKNOWN -> {
                userdbs.logMissing(login);
                yield new AuthResult.Unavailable(login.user(), attempt.mechanism());
            }
            case UNAVAILABLE -> new AuthResult.Unavailable(login.user(), attempt.mechanism());
        };
    }

    @Override
    public LookupResult lookup(String username, AuthRequest request) {
        Login login;
        try {
            login = new Login(request, new UsernameRules.Names(username, names.clean(username), Optional.empty()));
        } catch (BadUsername e) {
            return new LookupResult.Unknown();
        }
        return switch (userdbs.lookup(login)) {
            case FOUND -> new LookupResult.Found(record(login));
            case UNKNOWN -> new LookupResult.Unknown();
            case UNAVAILABLE -> new LookupResult.Unavailable("userdb lookup for " + login.user() + " failed");
        };
    }

    private UserRecord record(Login login) {
        var fields = login.userdbFields().asMap();
        var uid = Optional.ofNullable(fields.remove("uid")).orElse("");
        var gid = Optional.ofNullable(fields.remove("gid")).orElse("");
        var home = Optional.ofNullable(fields.remove("home"))
                .filter(text -> !text.isEmpty())
                .orElseGet(
                        () -> Variables.builder().withUser(login.user()).build().expand(settings.homeTemplate()));
        return new UserRecord(login.user(), Path.of(home), uid, gid, fields);
    }

    @Override
    public Stream<String> users() {
        return userdbs.users();
    }

    @Override
    public int flushCache(List<String> usernames) {
        return cache.flush(usernames);
    }
}
