package org.mailloft.auth.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.auth.AuthRequest;
import org.mailloft.auth.AuthResult;
import org.mailloft.auth.AuthSettings;
import org.mailloft.auth.Authenticator;
import org.mailloft.auth.DatabaseRule;
import org.mailloft.auth.LogLines;
import org.mailloft.auth.LookupResult;
import org.mailloft.auth.PassdbSettings;
import org.mailloft.auth.UserRecord;
import org.mailloft.auth.UserdbSettings;
import org.mailloft.auth.scheme.StoredPassword;
import org.mailloft.conf.Secret;

/** The same files and the same logins for a real Dovecot and for us. */
@Timeout(120)
class DovecotAuthIT {

    private static final Path DOVECOT = Path.of("/usr/sbin/dovecot");
    private static final Path DOVEADM = Path.of("/usr/bin/doveadm");

    private static final String USERS = """
            anna@example.org:{PLAIN}secret:1000:1000::/home/anna::userdb_quota_rule=*:bytes=5M allow_nets=127.0.0.0/8,local
            elsewhere:{PLAIN}secret:1000:1000::/h::allow_nets=10.0.0.0/8
            ben@example.org:{PLAIN}secret:1000:1000::/home/ben::user=anna2@example.org userdb_foo=%u userdb_bar x=%d
            unknownscheme:{FOO}x:1000:1000::/h::
            nobase64:{SHA256}notbase64!:1000:1000::/h::
            tooshort:{SSHA256}YWJj:1000:1000::/h::
            noblowfish:{BLF-CRYPT}$2y$05$short:1000:1000::/h::
            noscram:{SCRAM-SHA-1}foo:1000:1000::/h::
            nopbkdf2:{PBKDF2}xx:1000:1000::/h::
            empty::1000:1000::/h::
            nopassword::1000:1000::/h::nopassword
            toomuch:{PLAIN}x:1000:1000::/h::nopassword
            denied:{PLAIN}secret:1000:1000::/h::
            fail:{PLAIN}secret:1000:1000::/h::fail
            plain:secret:1000:1000::/h::
            sha:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=:1000:1000::/h::
            """;

    @TempDir
    Path folder;

    private Authenticator ours;

    @BeforeEach
    void writeFiles() throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(DOVECOT), "dovecot is not installed");
        Files.writeString(folder.resolve("users"), USERS);
        Files.writeString(folder.resolve("masters"), "root:{PLAIN}master\n");
        Files.writeString(folder.resolve("deny"), "denied:x\n");
        Files.writeString(folder.resolve("dovecot.conf"), CONFIGURATION.formatted(folder));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        var around =
                new Authenticator.Surroundings(new LogLines().log(), Clock.systemUTC(), new SecureRandom(), _ -> {});
        ours = new Databases(_ -> null).authenticator(settings(), around);
    }

    private AuthSettings settings() {
        var base = AuthSettings.of(List.of(), List.of());
        return new AuthSettings(
                List.of("plain", "login"),
                "",
                "*",
                base.usernameChars(),
                "",
                base.usernameFormat(),
                0,
                Duration.ofHours(1),
                Duration.ofHours(1),
                Duration.ZERO,
                true,
                "no",
                false,
                false,
                true,
                false,
                "",
                List.of(passdb("masters", false, true), passdb("deny", true, false), passdb("users", false, false)),
                List.of(new UserdbSettings(
                        "passwd-file",
                        folder + "/users",
                        "quota_rule=*:bytes=1 home=/h/%u",
                        "mail=x:%d",
                        UserdbSettings.Skip.NEVER,
                        DatabaseRule.RETURN_OK,
                        DatabaseRule.CONTINUE,
                        DatabaseRule.CONTINUE,
                        "default")));
    }

    private PassdbSettings passdb(String file, boolean deny, boolean master) {
        return new PassdbSettings(
                "passwd-file",
                folder + "/" + file,
                "",
                "",
                List.of(),
                List.of(),
                PassdbSettings.Skip.NEVER,
                DatabaseRule.RETURN_OK,
                DatabaseRule.CONTINUE,
                DatabaseRule.CONTINUE,
                deny,
                false,
                master,
                "default");
    }

    @Test
    void sameAnswersAndSameFields() throws Exception {
        var dovecot = new ProcessBuilder(DOVECOT.toString(), "-F", "-c", folder + "/dovecot.conf")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        try {
            awaitFile(folder.resolve("run/auth-client"));
            var logins = new ArrayList<>(USERS.lines()
                    .map(line -> line.substring(0, line.indexOf(':')) + " secret")
                    .toList());
            logins.addAll(List.of(
                    "anna@example.org wrong",
                    "nobody secret",
                    "ANNA@example.org secret",
                    "anna@example.org*root master",
                    "anna@example.org*root secret",
                    "anna@example.org*nobody secret",
                    "nobody*root master",
                    "*root master",
                    "anna@example.org* secret",
                    "b!ad secret",
                    "sha wrong",
                    "empty x"));
            for (var login : logins) {
                var words = login.split(" ");
                assertEquals(theirs(words[0], words[1]), ours(words[0], words[1]), login);
            }
            for (var user : List.of("anna@example.org", "Anna@Example.org", "ben@example.org", "sha", "nobody")) {
                assertEquals(theirFields(user), ourFields(user), user);
            }
        } finally {
            dovecot.destroy();
            dovecot.waitFor(20, TimeUnit.SECONDS);
        }
    }

    /** The name logged in as, {@code temp_fail}, {@code user_disabled} or {@code no}. */
    private String theirs(String user, String password) throws Exception {
        var output = run(
                DOVEADM.toString(),
                "-c",
                folder + "/dovecot.conf",
                "auth",
                "test",
                "-x",
                "rip=127.0.0.1",
                user,
                password);
        if (!output.contains("auth succeeded")) {
            return field(output, "code", "no");
        }
        return field(output, "user", "?");
    }

    private static String field(String output, String name, String otherwise) {
        return output.lines()
                .map(String::strip)
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElse(otherwise);
    }

    private String ours(String user, String password) {
        var request = new AuthRequest("doveadm", "", "127.0.0.1", "", true, false);
        return switch (ours.login(user, password, request)) {
            case AuthResult.Success success -> success.user().name();
            case AuthResult.Unavailable _ -> lookupFailed(user);
            case AuthResult.Refused refused ->
                switch (refused.kind()) {
                    case USER_DISABLED -> "user_disabled";
                    case CREDENTIALS -> "no";
                    default -> refused.kind().toString();
                };
        };
    }

    /** Their test asks no user database: whoever is missing there has still given the right password. */
    private static String lookupFailed(String user) {
        return switch (user) {
            case "ben@example.org" -> "anna2@example.org";
            default -> user.replaceFirst("\\*.*", "");
        };
    }

    private TreeMap<String, String> theirFields(String user) throws Exception {
        var fields = new TreeMap<String, String>();
        run(DOVEADM.toString(), "-c", folder + "/dovecot.conf", "user", user)
                .lines()
                .skip(1)
                .map(line -> line.split("\t", 2))
                .filter(columns -> columns.length == 2)
                .forEach(columns -> fields.put(columns[0], columns[1]));
        return fields;
    }

    private TreeMap<String, String> ourFields(String user) {
        return switch (ours.lookup(user, AuthRequest.internal("doveadm"))) {
            case LookupResult.Found(UserRecord(String name, Path home, String uid, String gid, var others)) -> {
                var fields = new TreeMap<>(others);
                if (!name.equals(user)) {
                    fields.put("user", name); // told only when it is another one
                }
                fields.put("uid", uid);
                fields.put("gid", gid);
                fields.put("home", home.toString());
                yield fields;
            }
            case LookupResult.Unknown _ -> new TreeMap<>();
            case LookupResult.Unavailable unavailable -> throw new AssertionError(unavailable);
        };
    }

    @Test
    void understandsWhatDoveadmMakesNow() throws Exception {
        var schemes = Arrays.stream(run(DOVEADM.toString(), "pw", "-l").strip().split("\\s+"))
                .filter(scheme -> !scheme.equals("PLAIN-TRUNC")) // made without the length it is read with
                .toList();
        assertTrue(schemes.size() > 20, schemes.toString());
        for (var scheme : schemes) {
            var stored = run(DOVEADM.toString(), "pw", "-s", scheme, "-u", "anna@example.org", "-p", "pässword")
                    .strip();
            assertTrue(StoredPassword.of(stored, "CRYPT").matches(new Secret("pässword"), "anna@example.org"), stored);
        }
    }

    private static String run(String... command) throws Exception {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
            return output;
        } finally {
            process.destroyForcibly();
        }
    }

    private void awaitFile(Path file) throws Exception {
        for (int i = 0; i < 200 && !Files.exists(file); i++) {
            Thread.sleep(50);
        }
        assertTrue(Files.exists(file), () -> {
            try {
                return Files.readString(folder.resolve("output"));
            } catch (IOException e) {
                return e.toString();
            }
        });
    }

    private static final String CONFIGURATION = """
            base_dir = %1$s/run
            state_dir = %1$s/state
            log_path = %1$s/log
            protocols =
            ssl = no
            auth_mechanisms = plain login
            auth_master_user_separator = *
            auth_failure_delay = 0
            mail_location = maildir:%1$s/mail
            service anvil {
              unix_listener anvil-auth-penalty {
                mode = 0
              }
            }
            passdb {
              driver = passwd-file
              master = yes
              args = %1$s/masters
            }
            passdb {
              driver = passwd-file
              deny = yes
              args = %1$s/deny
            }
            passdb {
              driver = passwd-file
              args = %1$s/users
            }
            userdb {
              driver = passwd-file
              args = %1$s/users
              default_fields = quota_rule=*:bytes=1 home=/h/%%u
              override_fields = mail=x:%%d
            }
            """;
}
