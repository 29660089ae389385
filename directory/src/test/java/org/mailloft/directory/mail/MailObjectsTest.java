package org.mailloft.directory.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailloft.directory.Entry;

class MailObjectsTest {

    private static final String DN = "uid=anna,dc=example,dc=org";

    @ParameterizedTest
    @CsvSource({
        "anna@example.org, anna@example.org",
        "Anna.Arndt@Example.ORG, anna.arndt@example.org",
        "a+b-c_d@x-y.example, a+b-c_d@x-y.example",
        "o'neil@localhost, o'neil@localhost",
    })
    void addressesAreLowerCase(String text, String address) {
        assertEquals(address, MailAddress.parse(text).orElseThrow().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "anna",
                "anna@",
                "@example.org",
                "an na@example.org",
                "anna@exa mple.org",
                "../x@example.org",
                "a/b@example.org",
                "..@example.org",
                ".a@example.org",
                "a..b@example.org",
                "a.@example.org",
                "anna@..",
                "anna@.org",
                "anna@-x.org",
                "anna@x..org",
                "a@b@c d",
                "\"a b\"@example.org",
                "anna@[1.2.3.4]",
                "anna\0@example.org",
                "anna@example.org\n",
                "grün@example.org",
                "a@b@example.org",
                "a*@example.org",
                "a?@example.org",
                "%u@example.org"
            })
    void whatCouldHarmIsNoAddress(String text) {
        assertEquals(Optional.empty(), MailAddress.parse(text));
    }

    @Test
    void lengthIsBounded() {
        assertTrue(MailAddress.parse("a".repeat(64) + "@example.org").isPresent());
        assertTrue(MailAddress.parse("a".repeat(65) + "@example.org").isEmpty());
        assertTrue(MailAddress.parse("a@" + "b".repeat(100_000)).isEmpty());
    }

    @Test
    void readsAUser() throws MalformedObject {
        var user = MailUser.of(Entry.named(DN)
                .with("uid", "anna")
                .with("mailPrimaryAddress", "Anna@example.org")
                .with("mailAlternativeAddress", "a@example.org", "b@example.org")
                .with("univentionMailHomeServer", "Mail.Example.ORG")
                .with("univentionMailUserQuota", "500")
                .build());
        assertEquals("anna@example.org", user.address().orElseThrow().toString());
        assertEquals(2, user.aliases().size());
        assertEquals(Optional.of("mail.example.org"), user.homeServer());
        assertEquals(500, user.quotaMegabytes());
    }

    @ParameterizedTest
    @CsvSource({
        "mail.example.org, ''",
        "MAIL.example.org, ''",
        "other.example.org, mail.example.org",
    })
    void homeServersAreComparedWithoutCase(String host, String elsewhere) {
        var entry = Entry.named(DN)
                .with("univentionMailHomeServer", " Mail.Example.ORG ")
                .build();
        assertEquals(elsewhere, HomeServer.otherThan(host, HomeServer.of(entry)).orElse(""));
    }

    @Test
    void mailWithoutAHomeServerIsOnEveryHost() {
        var entry = Entry.named(DN).with("univentionMailHomeServer", "").build();
        assertEquals(Optional.empty(), HomeServer.otherThan("mail.example.org", HomeServer.of(entry)));
    }

    @Test
    void aMalformedAddressNamesTheObject() {
        var entry = Entry.named(DN)
                .with("uid", "anna")
                .with("mailPrimaryAddress", "not an address")
                .build();
        var malformed = assertThrows(MalformedObject.class, () -> MailUser.of(entry));
        assertEquals(
                "\"" + DN + "\": mailPrimaryAddress \"not an address\" is no mail address", malformed.getMessage());
    }

    @Test
    void aMalformedQuotaNamesTheObject() {
        var entry = Entry.named(DN)
                .with("uid", "anna")
                .with("univentionMailUserQuota", "1 GB")
                .build();
        assertTrue(assertThrows(MalformedObject.class, () -> MailUser.of(entry))
                .getMessage()
                .contains("univentionMailUserQuota \"1 GB\""));
    }

    @Test
    void readsASharedFolder() throws MalformedObject {
        var folder = SharedFolder.of(Entry.named("cn=info@example.org,dc=example,dc=org")
                .with("cn", "info@example.org")
                .with("univentionMailACL", "anyone read", "Domain Users write", "anna@example.org all")
                .build());
        assertEquals("info", folder.name());
        assertEquals(
                List.of(
                        new SharedFolder.Grant("anyone", SharedFolder.Right.READ),
                        new SharedFolder.Grant("Domain Users", SharedFolder.Right.WRITE),
                        new SharedFolder.Grant("anna@example.org", SharedFolder.Right.ALL)),
                folder.grants());
    }

    @ParameterizedTest
    @ValueSource(strings = {"anyone", "anyone sing", " read", "", "a\nb read"})
    void malformedGrantsAreRefused(String acl) {
        var entry = Entry.named("cn=info@example.org")
                .with("cn", "info@example.org")
                .with("univentionMailACL", acl)
                .build();
        assertThrows(MalformedObject.class, () -> SharedFolder.of(entry));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"info", "@example.org", "in fo@example.org", "a/b@example.org", "info@", "in!fo@example.org"})
    void malformedFolderNamesAreRefused(String cn) {
        assertThrows(
                MalformedObject.class,
                () -> SharedFolder.of(Entry.named("cn=x").with("cn", cn).build()));
    }

    @Test
    void readsDomainGroupAndList() throws MalformedObject {
        assertEquals("example.org", MailDomain.of(named("Example.ORG").build()).name());
        assertThrows(
                MalformedObject.class, () -> MailDomain.of(named("no domain").build()));
        var group = MailGroup.of(named("Team")
                .with("uniqueMember", DN)
                .with("mailPrimaryAddress", "team@example.org")
                .build());
        assertEquals(List.of(DN), group.members());
        var list = MailingList.of(named("news")
                .with("univentionMailMember", "x@elsewhere.example")
                .build());
        assertEquals("x@elsewhere.example", list.members().getFirst().toString());
    }

    private static Entry.Builder named(String cn) {
        return Entry.named("cn=x").with("cn", cn);
    }
}
