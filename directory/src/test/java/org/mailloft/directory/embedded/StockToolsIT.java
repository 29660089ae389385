package org.mailloft.directory.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.directory.testing.Embedded;
import org.mailloft.directory.testing.TestDirectory;

/** The commands of OpenLDAP's ldap-utils against the embedded directory. */
class StockToolsIT {

    private static final String ANNA = "uid=anna," + TestDirectory.USERS;
    private static final String ANNA_LDIF = """
            dn: %s
            objectClass: inetOrgPerson
            objectClass: univentionMail
            uid: anna
            cn: Anna
            sn: Arndt
            mailPrimaryAddress: anna@example.org
            userPassword: secret
            """.formatted(ANNA);

    @TempDir
    Path home;

    private Embedded server;

    private record Result(int code, String output) {}

    @BeforeEach
    void start() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/ldapsearch")), "ldapsearch is not installed");
        server = Embedded.start(home);
        assertEquals(0, admin(ANNA_LDIF, "ldapadd").code());
    }

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void searchShowsWhatWasAdded() throws Exception {
        Result found =
                admin("", "ldapsearch", "-LLL", "-b", TestDirectory.BASE, "(mailprimaryaddress=ANNA@*)", "uid", "+");
        assertEquals(0, found.code());
        for (String expected : List.of(
                "dn: " + ANNA, "uid: anna", "entryUUID: ", "entryCSN: ", "createTimestamp: ", "modifyTimestamp: ")) {
            assertTrue(found.output().contains(expected), () -> expected + " in " + found.output());
        }
    }

    @Test
    void searchHasScopesLimitsAndPages() throws Exception {
        assertEquals(1, count(search("-s", "base", "-b", ANNA)));
        assertEquals(1, count(search("-s", "one", "-b", TestDirectory.BASE)));
        assertEquals(3, count(search("-s", "sub", "-b", TestDirectory.BASE)));
        assertEquals(2, count(search("-s", "children", "-b", TestDirectory.BASE)));
        assertEquals(32, search("-b", "uid=nobody," + TestDirectory.USERS).code());
        assertEquals(4, search("-z", "1", "-b", TestDirectory.BASE).code());
        assertEquals(3, count(search("-E", "pr=1/noprompt", "-b", TestDirectory.BASE)));
        assertEquals(12, search("-E", "!1.2.3.4", "-b", TestDirectory.BASE).code());
    }

    @Test
    void modifyAddsReplacesAndDeletes() throws Exception {
        Result modified = admin("""
                dn: %s
                changetype: modify
                add: mailAlternativeAddress
                mailAlternativeAddress: a@example.org
                mailAlternativeAddress: b@example.org
                -
                replace: sn
                sn:: R3LDvG4=
                -
                delete: mailPrimaryAddress
                mailPrimaryAddress: Anna@Example.org
                """.formatted(ANNA), "ldapmodify");
        assertEquals(0, modified.code(), modified::output);
        Result found = search("-b", ANNA, "mailAlternativeAddress", "sn", "mailPrimaryAddress");
        assertTrue(found.output().contains("sn:: R3LDvG4="), found::output);
        assertTrue(found.output().contains("mailAlternativeAddress: b@example.org"), found::output);
        assertFalse(found.output().contains("mailPrimaryAddress"), found::output);
    }

    @Test
    void whoIsRefusedLearnsWhy() throws Exception {
        Result refused = admin(ANNA_LDIF, "ldapadd");
        assertTrue(refused.output().contains("additional info: there is an entry of this name"), refused::output);
    }

    @Test
    void wrongChangesGetTheCodesOfSlapd() throws Exception {
        assertEquals(68, admin(ANNA_LDIF, "ldapadd").code());
        assertEquals(
                32,
                admin(ANNA_LDIF.replace("cn=users,", "cn=users,cn=none,"), "ldapadd")
                        .code());
        assertEquals(17, modify("add: noSuchAttribute\nnoSuchAttribute: x").code());
        assertEquals(
                21,
                modify("replace: mailPrimaryAddress\nmailPrimaryAddress:: Z3LDvG5AeC5k")
                        .code());
        assertEquals(
                19,
                modify("add: mailPrimaryAddress\nmailPrimaryAddress: second@example.org")
                        .code());
        assertEquals(65, modify("delete: sn").code());
        assertEquals(
                65,
                modify("add: univentionMailMember\nuniventionMailMember: x@y.z").code());
        assertEquals(16, modify("delete: description").code());
        assertEquals(20, modify("add: sn\nsn: ARNDT").code());
        assertEquals(
                19,
                modify("replace: entryUUID\nentryUUID: 00000000-0000-0000-0000-000000000000")
                        .code());
        assertEquals(66, admin("", "ldapdelete", TestDirectory.USERS).code());
        assertEquals(
                32, admin("", "ldapdelete", "uid=nobody," + TestDirectory.USERS).code());
    }

    @Test
    void renameKeepsTheIdentityAndTakesChildrenAlong() throws Exception {
        String uuid = search("-b", ANNA, "entryUUID").output();
        Result renamed = admin("", "ldapmodrdn", "-r", ANNA, "uid=anne");
        assertEquals(0, renamed.code(), renamed::output);
        Result container = admin("", "ldapmodrdn", "-r", TestDirectory.USERS, "cn=people");
        assertEquals(0, container.code(), container::output);
        String moved = "uid=anne,cn=people," + TestDirectory.BASE;
        assertEquals(uuid.replace(ANNA, moved), search("-b", moved, "entryUUID").output());
        assertFalse(search("-b", moved, "uid").output().contains("uid: anna"));

        Result up = admin("", "ldapmodrdn", "-s", TestDirectory.BASE, moved, "uid=anna");
        assertEquals(0, up.code(), up::output);
        Result both = search("-b", "uid=anna," + TestDirectory.BASE, "uid");
        assertTrue(both.output().contains("uid: anne") && both.output().contains("uid: anna"), both::output);
    }

    @Test
    void compareTellsTrueFromFalse() throws Exception {
        assertEquals(6, admin("", "ldapcompare", ANNA, "sn:arndt").code());
        assertEquals(5, admin("", "ldapcompare", ANNA, "sn:other").code());
    }

    @Test
    void passwordsAreKeptAsHashes() throws Exception {
        Result stored = search("-b", ANNA, "userPassword");
        assertTrue(stored.output().contains("userPassword:: e1NTSEEyNTZ9"), stored::output); // {SSHA256}
        assertEquals(0, as(ANNA, "secret", "ldapwhoami").code());
        assertEquals(49, as(ANNA, "wrong", "ldapwhoami").code());
        assertEquals(
                49,
                as("uid=nobody," + TestDirectory.USERS, "secret", "ldapwhoami").code());
        assertEquals(53, as(ANNA, "", "ldapwhoami").code());

        // a value that slappasswd made
        modify("replace: userPassword\nuserPassword: {SSHA}fHiSsyzK9e1UZXSAmGCJjFGNyWuzQVzd")
                .code();
        assertFalse(
                as(ANNA, "{SSHA}fHiSsyzK9e1UZXSAmGCJjFGNyWuzQVzd", "ldapwhoami").code() == 0);
    }

    @Test
    void aPersonSetsTheOwnPasswordAndNothingElse() throws Exception {
        String change = "dn: %s%nchangetype: modify%nreplace: %s%n%s: new%n";
        assertEquals(
                50,
                as(ANNA, "secret", change.formatted(ANNA, "sn", "sn"), "ldapmodify")
                        .code());
        assertEquals(
                0,
                as(ANNA, "secret", change.formatted(ANNA, "userPassword", "userPassword"), "ldapmodify")
                        .code());
        assertEquals(0, as(ANNA, "new", "ldapwhoami").code());
    }

    @Test
    void anonymousClientsSeeTheRootDseOnly() throws Exception {
        Result root =
                run("", "ldapsearch", "-x", "-LLL", "-H", server.uri().toString(), "-s", "base", "-b", "", "+", "*");
        assertTrue(root.output().contains("supportedControl: 1.3.6.1.4.1.4203.1.9.1.1"), root::output);
        assertTrue(root.output().contains("namingContexts: " + TestDirectory.BASE), root::output);
        Result entries = run("", "ldapsearch", "-x", "-H", server.uri().toString(), "-b", TestDirectory.BASE);
        assertEquals(50, entries.code());
        assertFalse(entries.output().contains("anna"), entries::output);
    }

    @Test
    void theSchemaCanBeRead() throws Exception {
        Result schema = search("-s", "base", "-b", "cn=Subschema", "attributeTypes");
        assertTrue(schema.output().replace("\n ", "").contains("1.3.6.1.4.1.10176.1010.1.1 NAME 'mailPrimaryAddress'"));
    }

    @Test
    void refreshOnlyNamesEverythingAndGivesACookie() throws Exception {
        Result synced = search("-E", "sync=ro", "-b", TestDirectory.BASE, "(uid=*)", "uid");
        assertEquals(0, synced.code(), synced::output);
        assertTrue(synced.output().contains("dn: " + ANNA), synced::output);
    }

    private Result modify(String change) throws Exception {
        return admin("dn: " + ANNA + "\nchangetype: modify\n" + change + "\n", "ldapmodify");
    }

    private Result search(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("ldapsearch", "-LLL"));
        command.addAll(List.of(arguments));
        return admin("", command.toArray(String[]::new));
    }

    private Result admin(String input, String... command) throws Exception {
        return as(TestDirectory.ADMIN, TestDirectory.PASSWORD, input, command);
    }

    private Result as(String dn, String password, String command) throws Exception {
        return as(dn, password, "", command);
    }

    private Result as(String dn, String password, String input, String... command) throws Exception {
        var all = new ArrayList<String>();
        all.add(command[0]);
        all.addAll(List.of("-x", "-H", server.uri().toString(), "-D", dn, "-w", password));
        all.addAll(List.of(command).subList(1, command.length));
        return run(input, all.toArray(String[]::new));
    }

    private Result run(String input, String... command) throws IOException, InterruptedException {
        Path in = Files.writeString(home.resolve("input"), input);
        Path out = home.resolve("output");
        var process = new ProcessBuilder(command)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectErrorStream(true)
                .start();
        try {
            assertTrue(process.waitFor(30, TimeUnit.SECONDS), "does not end: " + List.of(command));
            return new Result(process.exitValue(), Files.readString(out));
        } finally {
            process.destroyForcibly();
        }
    }

    private static int count(Result found) {
        return found.output().split("(?m)^dn: ", -1).length - 1;
    }
}
