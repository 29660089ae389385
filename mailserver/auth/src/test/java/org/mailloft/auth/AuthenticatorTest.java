package org.mailloft.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mailloft.auth.Bench.REQUEST;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailloft.auth.AuthResult.Kind;
import org.mailloft.auth.Bench.MapPassdb;
import org.mailloft.auth.Bench.OneAnswerUserdb;

class AuthenticatorTest {

    private static final String ANNA = "anna@example.org";

    private final Bench bench = new Bench();
    private final MapPassdb passdb = new MapPassdb().with(ANNA, "{PLAIN}secret", Map.of());
    private final MapPassdb masters = new MapPassdb().with("root", "{PLAIN}master", Map.of());
    private final OneAnswerUserdb userdb = new OneAnswerUserdb();

    private Authenticator authenticator(UnaryOperator... changes) {
        var section = PassdbSettings.of("map", "");
        var settings = new SettingsBuilder()
                .passdbs(List.of(SettingsBuilder.master(), section))
                .build();
        for (var change : changes) {
            settings = change.apply(settings);
        }
        return bench.authenticator(settings, List.of(masters, passdb), List.of(userdb));
    }

    private interface UnaryOperator extends java.util.function.UnaryOperator<AuthSettings> {}

    private static UserRecord user(AuthResult result) {
        return assertInstanceOf(AuthResult.Success.class, result).user();
    }

    private static Kind kind(AuthResult result) {
        return assertInstanceOf(AuthResult.Refused.class, result).kind();
    }

    @Test
    void rightPasswordGivesTheUserRecord() {
        var expected = new UserRecord(ANNA, Path.of("/home/x"), "", "", Map.of("quota_rule", "*:bytes=1M"));
        assertEquals(
                new AuthResult.Success(expected, Optional.empty(), "PLAIN"),
                authenticator().login("Anna@Example.ORG", "secret", REQUEST));
        assertEquals(List.of(), bench.pauses);
    }

    @Test
    void wrongPasswordAndUnknownUserLookTheSame() {
        var expected = new AuthResult.Refused(ANNA, Kind.CREDENTIALS, "", "PLAIN");
        assertEquals(expected, authenticator().login(ANNA, "wrong", REQUEST));
        var unknown = new AuthResult.Refused("ben@example.org", Kind.CREDENTIALS, "", "PLAIN");
        assertEquals(unknown, authenticator().login("ben@example.org", "wrong", REQUEST));
        assertEquals(List.of(Duration.ofSeconds(2), Duration.ofSeconds(2)), bench.pauses);
        assertEquals(
                List.of(
                        "auth: Info: map(anna@example.org,192.0.2.7,<S>): Password mismatch",
                        "auth: Info: map(ben@example.org,192.0.2.7,<S>): unknown user"),
                bench.log.lines());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        b!ad       | Username character disallowed by auth_username_chars: 0x21 (username: b!ad)
        ''         | Empty username
        *root      | Empty login username
        anna%20    | Username character disallowed by auth_username_chars: 0x25 (username: anna%20)
        a)(uid=x   | Username character disallowed by auth_username_chars: 0x29 (username: a)(uid=x)
        """)
    void namesThatCantBeOnesAreRefusedBeforeAnyDatabase(String name, String logged) {
        assertEquals(Kind.CREDENTIALS, kind(authenticator().login(name, "secret", REQUEST)));
        assertEquals(0, passdb.questions + masters.questions);
        assertEquals(List.of("auth: Info: plain(?,192.0.2.7,<S>): " + logged), bench.log.lines());
    }

    @Test
    void masterUserLogsInAsSomebodyElse() {
        var result =
                assertInstanceOf(AuthResult.Success.class, authenticator().login(ANNA + "*root", "master", REQUEST));
        assertEquals(ANNA, result.user().name());
        assertEquals(Optional.of("root"), result.master());
        assertEquals(List.of("auth: Info: Master user logging in as anna@example.org"), bench.log.lines());
        assertEquals(0, passdb.questions);
    }

    @Test
    void masterUserByAuthorizationIdentity() {
        var message = (ANNA + "\0root\0master").getBytes(StandardCharsets.UTF_8);
        var step = authenticator().begin("plain", REQUEST).next(message);
        assertEquals(
                ANNA, user(((SaslExchange.Step.Done<AuthResult>) step).result()).name());
    }

    @Test
    void ordinaryUserIsNoMasterAndMasterIsNoUser() {
        assertEquals(Kind.CREDENTIALS, kind(authenticator().login("ben@example.org*" + ANNA, "secret", REQUEST)));
        assertEquals(Kind.CREDENTIALS, kind(authenticator().login("root", "master", REQUEST)));
        assertEquals(
                "auth: Info: map(anna@example.org,192.0.2.7,master,<S>): unknown user",
                bench.log.lines().getFirst());
    }

    @Test
    void ownNameAsAuthorizationIdentityIsAnOrdinaryLogin() {
        var message = (ANNA + "\0" + ANNA + "\0secret").getBytes(StandardCharsets.UTF_8);
        var step = authenticator().begin("PLAIN", REQUEST).next(message);
        assertEquals(
                ANNA, user(((SaslExchange.Step.Done<AuthResult>) step).result()).name());
    }

    @Test
    void missingUserAfterLoginIsAServerProblem() {
        userdb.reply = new Userdb.Reply.Unknown();
        assertEquals(new AuthResult.Unavailable(ANNA, "PLAIN"), authenticator().login(ANNA, "secret", REQUEST));
        assertEquals(
                List.of("auth: Error: one(anna@example.org,192.0.2.7,<S>): user not found from userdb"),
                bench.log.lines());
    }

    @Test
    void databaseThatIsAwayIsNoWrongPassword() {
        passdb.replies.put(ANNA, new Passdb.Reply.Unavailable("it is away"));
        assertEquals(new AuthResult.Unavailable(ANNA, "PLAIN"), authenticator().login(ANNA, "secret", REQUEST));
        assertEquals(List.of(), bench.pauses);
        assertEquals(List.of("auth: Error: map(anna@example.org,192.0.2.7,<S>): it is away"), bench.log.lines());
    }

    @Test
    void nologinGivesItsReasonWithoutDelay() {
        passdb.with(ANNA, "secret", Map.of("nologin", "", "reason", "Moved away"));
        assertEquals(
                new AuthResult.Refused(ANNA, Kind.LOGIN_DISABLED, "Moved away", "PLAIN"),
                authenticator().login(ANNA, "secret", REQUEST));
        assertEquals(List.of(), bench.pauses);
        assertEquals(Kind.CREDENTIALS, kind(authenticator().login(ANNA, "wrong", REQUEST)));
    }

    @Test
    void nodelayAnswersAtOnce() {
        passdb.with(ANNA, "secret", Map.of("nodelay", "", "allow_nets", "10.0.0.0/8,local"));
        assertEquals(Kind.CREDENTIALS, kind(authenticator().login(ANNA, "secret", REQUEST)));
        assertEquals(List.of(), bench.pauses);
        assertEquals(
                List.of(
                        "auth: Info: map(anna@example.org,192.0.2.7,<S>): allow_nets check failed: IP 192.0.2.7 not in allowed networks"),
                bench.log.lines());
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, true",
        "192.0.2.7, true",
        "'10.0.0.0/8,192.0.2.7', true",
        "192.0.2.8, false",
        "192.0.2.0/33, false",
        "2001:db8::/32, false",
        "local, false",
        "nonsense, false",
        "0.0.0.0/0, true"
    })
    void allowNets(String networks, boolean allowed) {
        passdb.with(ANNA, "secret", Map.of("allow_nets", networks));
        assertEquals(allowed, authenticator().login(ANNA, "secret", REQUEST) instanceof AuthResult.Success);
    }

    @Test
    void nopasswordAcceptsAnyPasswordButOnlyWithoutOne() {
        passdb.with(ANNA, "", Map.of("nopassword", ""));
        user(authenticator().login(ANNA, "whatever", REQUEST));
        passdb.with(ANNA, "x", Map.of("nopassword", ""));
        assertEquals(Kind.CREDENTIALS, kind(authenticator().login(ANNA, "x", REQUEST)));
        passdb.with(ANNA, "", Map.of());
        assertEquals(Kind.CREDENTIALS, kind(authenticator().login(ANNA, "", REQUEST)));
    }

    @Test
    void fieldsRenameTheUser() {
        passdb.with(ANNA, "secret", Map.of("username", "ann", "userdb_quota_rule", "*:bytes=2M", "userdb_x", "y"));
        var user = user(authenticator().login(ANNA, "secret", REQUEST));
        assertEquals("ann@example.org", user.name());
        assertEquals(Map.of("quota_rule", "*:bytes=1M", "x", "y"), user.fields());
    }

    @Test
    void whereACertificateIsNeededThePasswordAloneIsNotEnough() {
        var settings = new SettingsBuilder()
                .passdbs(List.of(PassdbSettings.of("map", "")))
                .requireClientCert()
                .build();
        var careful = bench.authenticator(settings, List.of(passdb), List.of(userdb));
        assertEquals(Kind.CREDENTIALS, kind(careful.login(ANNA, "secret", REQUEST)));
        assertEquals(
                List.of("auth: Info: plain(?,192.0.2.7,<S>): Client didn't present valid SSL certificate"),
                bench.log.lines());
        assertEquals(0, passdb.questions);
        var certified = new AuthRequest("imap", "S", "192.0.2.7", "192.0.2.1", true, true, true);
        assertEquals(ANNA, user(careful.login(ANNA, "secret", certified)).name());
    }

    @Test
    void passwordsInTheClearAreRefusedWhereOthersCanReadThem() {
        var open = new AuthRequest("imap", "S", "192.0.2.7", "192.0.2.1", false, false);
        assertEquals(Kind.PLAINTEXT_DISALLOWED, kind(authenticator().login(ANNA, "secret", open)));
        assertEquals(List.of(), authenticator().mechanisms(false));
        assertEquals(List.of("PLAIN", "LOGIN"), authenticator().mechanisms(true));
        var step = authenticator().begin("PLAIN", open).next(null);
        assertEquals(Kind.PLAINTEXT_DISALLOWED, kind(((SaslExchange.Step.Done<AuthResult>) step).result()));
        assertEquals(0, passdb.questions);
    }

    @Test
    void unknownMechanism() {
        var step = authenticator().begin("foo", REQUEST).next(null);
        assertEquals(new SaslExchange.Step.Done<>(new AuthResult.Refused("", Kind.UNKNOWN_MECHANISM, "", "FOO")), step);
        var settings = new SettingsBuilder().mechanisms(List.of("plain", "foo")).build();
        var failure =
                assertThrows(IllegalArgumentException.class, () -> bench.authenticator(settings, List.of(), List.of()));
        assertEquals("auth_mechanisms: Unknown authentication mechanism 'foo'", failure.getMessage());
    }

    @Test
    void loginMechanismAsksForNameAndPassword() {
        var exchange = authenticator().begin("LOGIN", REQUEST);
        assertEquals("Username:", challenge(exchange.next(null)));
        assertEquals("Password:", challenge(exchange.next(ANNA.getBytes(StandardCharsets.UTF_8))));
        var done = exchange.next("secret".getBytes(StandardCharsets.UTF_8));
        assertEquals(
                ANNA, user(((SaslExchange.Step.Done<AuthResult>) done).result()).name());
    }

    private static String challenge(SaslExchange.Step<AuthResult> step) {
        var octets = assertInstanceOf(SaslExchange.Step.Challenge.class, step).octets();
        return new String(octets, StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "anna", "anna\0x", "\0anna\0x\0y", "\0\0"})
    void damagedPlainMessages(String message) {
        var step = authenticator().begin("PLAIN", REQUEST).next(message.getBytes(StandardCharsets.UTF_8));
        assertEquals(Kind.CREDENTIALS, kind(((SaslExchange.Step.Done<AuthResult>) step).result()));
        assertEquals(0, passdb.questions);
    }

    @Test
    void octetsThatAreNoTextAreInvalidInput() {
        var step = authenticator().begin("PLAIN", REQUEST).next(new byte[] {0, 'a', (byte) 0xff, 0, 'x'});
        assertEquals(Kind.CREDENTIALS, kind(((SaslExchange.Step.Done<AuthResult>) step).result()));
        assertEquals(List.of("auth: Info: plain(?,192.0.2.7,<S>): invalid input"), bench.log.lines());
    }

    @Test
    void wrongPasswordsCanBeLoggedAsHashes() {
        authenticator(settings ->
                        new SettingsBuilder(settings).verbosePasswords("sha1:6").build())
                .login(ANNA, "wrong", REQUEST);
        assertEquals(
                List.of(
                        "auth: Info: map(anna@example.org,192.0.2.7,<S>): Password mismatch (SHA1 of given password: a4b48a)"),
                bench.log.lines());
    }

    @Test
    void lookupNeedsNoPassword() {
        var internal = AuthRequest.internal("lmtp");
        var found = assertInstanceOf(LookupResult.Found.class, authenticator().lookup("ANNA@example.org", internal));
        assertEquals(ANNA, found.user().name());
        assertEquals(new LookupResult.Unknown(), authenticator().lookup("a b@example.org", internal));
        userdb.reply = new Userdb.Reply.Unavailable("away");
        assertInstanceOf(LookupResult.Unavailable.class, authenticator().lookup(ANNA, internal));
    }

    @Test
    void homeComesFromTheSettingWhenTheDatabaseHasNone() {
        userdb.reply = new Userdb.Reply.Found(Map.of("uid", "vmail", "gid", "vmail", "user", "Anna2@example.org"));
        var user = user(authenticator().login(ANNA, "secret", REQUEST));
        assertEquals(
                new UserRecord("Anna2@example.org", Path.of("/var/mail/example.org/anna2"), "vmail", "vmail", Map.of()),
                user);
    }

    @Test
    void manyFailuresFromOneAddressWaitLonger() {
        var authenticator = authenticator();
        for (int i = 0; i < 5; i++) {
            authenticator.login(ANNA, "wrong" + i, REQUEST);
        }
        assertEquals(
                List.of(2, 4, 2, 8, 2, 15, 2, 15, 2),
                bench.pauses.stream().map(pause -> (int) pause.toSeconds()).toList());
        bench.pauses.clear();
        bench.now = bench.now.plusSeconds(60);
        authenticator.login(ANNA, "secret", REQUEST);
        assertEquals(List.of(), bench.pauses);
    }

    @Test
    void theSameWrongPasswordAgainDoesNotWaitLonger() {
        var authenticator = authenticator();
        for (int i = 0; i < 4; i++) {
            authenticator.login(ANNA, "old", REQUEST);
        }
        assertEquals(
                List.of(2, 4, 2, 4, 2, 4, 2),
                bench.pauses.stream().map(pause -> (int) pause.toSeconds()).toList());
    }

    @Test
    void failuresAtTheSameTimeAreOneStep() {
        var authenticator = authenticator();
        passdb.meanwhile = () -> {
            passdb.meanwhile = () -> {}; // while the first is looked at, a second begins and ends
            authenticator.login(ANNA, "wrong1", REQUEST);
        };
        authenticator.login(ANNA, "wrong2", REQUEST);
        bench.pauses.clear();
        authenticator.login(ANNA, "secret", REQUEST);
        assertEquals(List.of(Duration.ofSeconds(4)), bench.pauses);
    }

    /** Postfix waits for ten seconds, and then says to who has the right password that it cannot check it. */
    @Test
    void anMtaHasItsAnswerBeforeItGivesUp() {
        var authenticator = authenticator();
        for (int i = 0; i < 5; i++) {
            authenticator.login(ANNA, "wrong" + i, REQUEST);
        }
        bench.pauses.clear();
        authenticator.verify("PLAIN", REQUEST).next("\0anna@example.org\0wrong".getBytes(StandardCharsets.UTF_8));
        assertEquals(List.of(Duration.ofSeconds(6), Duration.ofSeconds(2)), bench.pauses);
        bench.pauses.clear();
        authenticator.verify("PLAIN", REQUEST).next("\0anna@example.org\0secret".getBytes(StandardCharsets.UTF_8));
        assertEquals(List.of(Duration.ofSeconds(6)), bench.pauses);
    }
}
