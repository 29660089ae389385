package org.mailloft.auth.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailloft.auth.db.PasswdFileTest.query;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailloft.auth.Passdb;
import org.mailloft.auth.Userdb;
import org.mailloft.conf.Secret;
import org.mailloft.conf.ldap.LdapConf;
import org.mailloft.directory.Directory;
import org.mailloft.directory.Entry;
import org.mailloft.directory.testing.Embedded;
import org.mailloft.directory.testing.Slapd;
import org.mailloft.directory.testing.TestDirectory;

@Timeout(60)
class LdapIT {

    private static final String COMMON = """
            uris = ldap://unused
            base = dc=example,dc=org
            user_attrs = mailPrimaryAddress=user,=uid=dovemail,=home=/m/%d/%n,univentionMailUserQuota=quota_rule=*:bytes=%$M
            user_filter = (&(objectClass=univentionMail)(|(mailPrimaryAddress=%u)(uid=%u)))
            pass_attrs = mailPrimaryAddress=user,userPassword=password
            pass_filter = (&(objectClass=univentionMail)(|(mailPrimaryAddress=%u)(uid=%u)))
            iterate_attrs = mailPrimaryAddress=user
            iterate_filter = (&(objectClass=univentionMail)(mailPrimaryAddress=*))
            """;

    enum Server {
        EMBEDDED(Embedded::start),
        SLAPD(Slapd::start);

        final Function<Path, TestDirectory> start;

        Server(Function<Path, TestDirectory> start) {
            this.start = start;
        }
    }

    @TempDir
    Path folder;

    private static LdapConf conf(String more) {
        return LdapConf.parse("test.conf.ext", COMMON + more);
    }

    private static void addUsers(Directory directory) {
        directory.add(TestDirectory.user("anna"));
        directory.add(Entry.named("uid=ben," + TestDirectory.USERS)
                .with("objectClass", "top", "person", "organizationalPerson", "inetOrgPerson", "univentionMail")
                .with("uid", "ben")
                .with("cn", "ben")
                .with("sn", "ben")
                .with("mailPrimaryAddress", "ben@example.org")
                .with("univentionMailUserQuota", "5")
                .with("userPassword", "{SSHA}yNVQvhxd6ssNVAVQpLBb+y8NjRVzYWx0")
                .build());
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void passwordsByBindAndByComparison(Server server) {
        try (var ldap = server.start.apply(folder);
                var directory = ldap.connect()) {
            addUsers(directory);
            var bind = new LdapPassdb(conf("auth_bind = yes\n"), directory);
            var template = new LdapPassdb(
                    conf("auth_bind = yes\nauth_bind_userdn = uid=%n,cn=users,dc=example,dc=org\n"), directory);
            var compare = new LdapPassdb(conf("default_pass_scheme = PLAIN\n"), directory);

            assertEquals(
                    new Passdb.Reply.Verified(Map.of("user", "anna@example.org")),
                    bind.verify(query("anna"), new Secret("anna")));
            assertEquals(new Passdb.Reply.Mismatch(), bind.verify(query("anna"), new Secret("wrong")));
            assertEquals(new Passdb.Reply.Mismatch(), bind.verify(query("anna"), Secret.EMPTY));
            assertEquals(new Passdb.Reply.Unknown(), bind.verify(query("nobody"), new Secret("x")));
            assertInstanceOf(
                    Passdb.Reply.Verified.class, template.verify(query("anna@example.org"), new Secret("anna")));
            assertEquals(new Passdb.Reply.Mismatch(), template.verify(query("nobody"), new Secret("x")));
            assertEquals(new Passdb.Reply.Mismatch(), template.verify(query("anna,cn=users@x"), new Secret("anna")));

            var found = assertInstanceOf(Passdb.Reply.Found.class, compare.lookup(query("ben")));
            assertEquals(Map.of("user", "ben@example.org"), found.fields());
            assertEquals("SSHA", found.password().get().scheme());
        }
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void usersAndTheirFields(Server server) {
        try (var ldap = server.start.apply(folder);
                var directory = ldap.connect()) {
            addUsers(directory);
            var userdb = new LdapUserdb(conf(""), directory);
            assertEquals(
                    new Userdb.Reply.Found(Map.of(
                            "user", "ben@example.org",
                            "uid", "dovemail",
                            "home", "/m//ben",
                            "quota_rule", "*:bytes=5M")),
                    userdb.lookup(query("ben")));
            assertEquals(new Userdb.Reply.Unknown(), userdb.lookup(query("nobody@example.org")));
            assertEquals(
                    List.of("anna@example.org", "ben@example.org"),
                    userdb.users().sorted().toList());
        }
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void namesNeverBecomeSyntax(Server server) {
        try (var ldap = server.start.apply(folder);
                var directory = ldap.connect()) {
            addUsers(directory);
            var userdb = new LdapUserdb(conf(""), directory);
            var passdb = new LdapPassdb(conf("auth_bind = yes\n"), directory);
            for (var name :
                    List.of("*", "a*", "anna)(uid=*", "*)(|(uid=*", "anna\0", "\\2a", "(", "an\u006ea\\", "%u")) {
                assertEquals(new Userdb.Reply.Unknown(), userdb.lookup(query(name)), name);
                assertEquals(new Passdb.Reply.Unknown(), passdb.verify(query(name), new Secret("anna")), name);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void twoMatchesAndNoServerAreFailures(Server server) {
        try (var ldap = server.start.apply(folder);
                var directory = ldap.connect()) {
            addUsers(directory);
            directory.add(Entry.named("cn=twin," + TestDirectory.USERS)
                    .with("objectClass", "top", "person", "organizationalPerson", "inetOrgPerson", "univentionMail")
                    .with("uid", "anna")
                    .with("cn", "twin")
                    .with("sn", "twin")
                    .build());
            var userdb = new LdapUserdb(conf(""), directory);
            var passdb = new LdapPassdb(conf("auth_bind = yes\n"), directory);
            assertEquals(
                    new Userdb.Reply.Unavailable("user_filter matched multiple objects, aborting"),
                    userdb.lookup(query("anna")));
            assertEquals(
                    new Passdb.Reply.Unavailable("pass_filter matched multiple objects, aborting"),
                    passdb.verify(query("anna"), new Secret("anna")));
            ldap.stop();
            assertInstanceOf(Userdb.Reply.Unavailable.class, userdb.lookup(query("ben")));
            assertInstanceOf(Passdb.Reply.Unavailable.class, passdb.verify(query("ben"), new Secret("x")));
            ldap.start();
            assertTrue(userdb.lookup(query("ben")) instanceof Userdb.Reply.Found);
        }
    }
}
