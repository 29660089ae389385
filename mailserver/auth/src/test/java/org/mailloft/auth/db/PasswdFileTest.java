package org.mailloft.auth.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.auth.AuthQuery;
import org.mailloft.auth.AuthRequest;
import org.mailloft.auth.Passdb;
import org.mailloft.auth.Userdb;
import org.mailloft.conf.Secret;

class PasswdFileTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("users");
        Files.writeString(file, """
                # comment
                anna@example.org:{PLAIN}secret:1000:1001:Anna, Example:/home/anna:/bin/sh:userdb_quota_rule=*:bytes=5M allow_nets=10.0.0.0/8
                ben:secret

                short:abJnggxhB/yWI[13]
                md5:5ebe2294ecd0e0f08eab7690d2a6ee69[34]
                twice:{PLAIN}one
                twice:{PLAIN}two
                template:{PLAIN}x:::::: userdb_mail=maildir:/m/%d/%n nodelay
                """);
    }

    static AuthQuery query(String user) {
        return new AuthQuery(user, Optional.empty(), user, false, AuthRequest.internal("imap"), Map.of(), Map.of());
    }

    private Passdb.Reply.Found found(String args, String user) {
        return assertInstanceOf(Passdb.Reply.Found.class, new PasswdFilePassdb(args).lookup(query(user)));
    }

    @Test
    void columnsBecomeFields() {
        var reply = new PasswdFileUserdb(file.toString()).lookup(query("anna@example.org"));
        assertEquals(
                new Userdb.Reply.Found(
                        Map.of("uid", "1000", "gid", "1001", "home", "/home/anna", "quota_rule", "*:bytes=5M")),
                reply);
    }

    @Test
    void passwordsHaveTheSchemeOfTheLineOrTheSection() {
        assertEquals(
                "PLAIN",
                found(file.toString(), "anna@example.org").password().get().scheme());
        assertEquals("CRYPT", found(file.toString(), "ben").password().get().scheme());
        assertEquals(
                "SHA256", found("scheme=sha256 " + file, "ben").password().get().scheme());
        assertEquals("CRYPT", found(file.toString(), "short").password().get().scheme());
        assertEquals("PLAIN-MD5", found(file.toString(), "md5").password().get().scheme());
        assertEquals(true, found(file.toString(), "md5").password().get().matches(new Secret("secret"), "md5"));
    }

    @Test
    void firstOfTwoLinesCounts() {
        assertEquals(true, found(file.toString(), "twice").password().get().matches(new Secret("one"), "twice"));
    }

    @Test
    void formatOfTheNameAndTemplatesInFields() {
        var fields = found("username_format=%n " + file, "template@example.org").fields();
        assertEquals(Map.of("userdb_mail", "maildir:/m/example.org/template", "nodelay", ""), fields);
    }

    @Test
    void changedFileIsReadAgain() throws IOException {
        var passdb = new PasswdFilePassdb(file.toString());
        assertEquals(new Passdb.Reply.Unknown(), passdb.lookup(query("carla")));
        Files.writeString(file, "carla:{PLAIN}x\n");
        assertInstanceOf(Passdb.Reply.Found.class, passdb.lookup(query("carla")));
        assertEquals(new Passdb.Reply.Unknown(), passdb.lookup(query("ben")));
    }

    @Test
    void missingFileIsAFailureUnlessItIsOneOfMany() {
        var missing = folder.resolve("missing");
        assertEquals(
                new Passdb.Reply.Unavailable("open(" + missing + ") failed: No such file or directory"),
                new PasswdFilePassdb(missing.toString()).lookup(query("ben")));
        assertEquals(new Passdb.Reply.Unknown(), new PasswdFilePassdb(folder + "/%d/passwd").lookup(query("ben@x")));
    }

    @Test
    void fileForEachDomainStaysInItsFolder() throws IOException {
        Files.createDirectories(folder.resolve("example.org"));
        Files.writeString(folder.resolve("example.org/passwd"), "anna:{PLAIN}x\n");
        Files.writeString(folder.resolve("passwd"), "mallory:{PLAIN}x\n");
        var args = "username_format=%n " + folder + "/%d/passwd";
        found(args, "anna@example.org");
        for (var domain : new String[] {"..", ".", "example.org/..", "../" + folder.getFileName()}) {
            assertEquals(
                    new Passdb.Reply.Unknown(), new PasswdFilePassdb(args).lookup(query("mallory@" + domain)), domain);
        }
    }

    @Test
    void listsItsUsers() {
        assertEquals(6, new PasswdFileUserdb(file.toString()).users().count());
    }

    @Test
    void staticDatabases() {
        var passdb = new StaticPassdb("password=test nologin reason=%u");
        assertEquals(
                Map.of("nologin", "", "reason", "ben"), ((Passdb.Reply.Found) passdb.lookup(query("ben"))).fields());
        var userdb = new StaticUserdb("uid=vmail home=/v/%u", List.of(new PasswdFilePassdb(file.toString())));
        assertEquals(new Userdb.Reply.Found(Map.of("uid", "vmail", "home", "/v/ben")), userdb.lookup(query("ben")));
        assertEquals(new Userdb.Reply.Unknown(), userdb.lookup(query("nobody")));
        var everybody = new StaticUserdb("home=/v/%u allow_all_users=yes", List.of());
        assertEquals(new Userdb.Reply.Found(Map.of("home", "/v/nobody")), everybody.lookup(query("nobody")));
    }
}
