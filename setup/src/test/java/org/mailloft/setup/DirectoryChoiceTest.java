package org.mailloft.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.mailloft.ucr.Assignment;

class DirectoryChoiceTest {

    private static final DirectoryChoice PLAIN = new DirectoryChoice(
            "dc=example,dc=com", "ldap://127.0.0.1:3890", "cn=old,dc=example,dc=com", false, Path.of("/etc/old.pem"));
    private static final DirectoryChoice ENCRYPTED = new DirectoryChoice(
            "dc=example,dc=org",
            "ldap://ldap.example.org",
            "cn=mail,dc=example,dc=org",
            true,
            Path.of("/etc/mailloft/ssl/ldap-ca.pem"));

    @Test
    void nothingIsLeftOfAnEarlierOne() {
        var values = values(PLAIN.assignments());
        values.putAll(values(ENCRYPTED.assignments()));
        assertEquals(values(ENCRYPTED.assignments()), values);
    }

    @Test
    void whatAHostWithoutADirectoryNeededToStartIsReplaced() {
        assertTrue(values(ENCRYPTED.assignments()).containsKey(DirectoryChoice.AUTHORITIES));
    }

    @Test
    void mailServerAndPostfixAgree() {
        var values = values(PLAIN.assignments());
        assertEquals(values.get("mailloft/ldap/starttls"), values.get("mail/postfix/ldaptable/starttls"));
        assertEquals(values.get(DirectoryChoice.AUTHORITIES), values.get("mail/postfix/ldaptable/tlscacertfile"));
    }

    private static Map<String, String> values(List<Assignment> assignments) {
        var values = new TreeMap<String, String>();
        for (var assignment : assignments) {
            switch (assignment) {
                case Assignment.Set(var key, var value) -> values.put(key, value);
                case Assignment.SetIfAbsent(var key, var _) -> throw new AssertionError(key + " may keep what it had");
                case Assignment.Unset(var key) -> values.put(key, "");
            }
        }
        return values;
    }
}
