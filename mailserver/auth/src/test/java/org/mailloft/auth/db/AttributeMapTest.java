package org.mailloft.auth.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailloft.auth.AuthQuery;
import org.mailloft.auth.AuthRequest;
import org.mailloft.directory.Entry;

class AttributeMapTest {

    static final AuthQuery QUERY = new AuthQuery(
            "anna@example.org",
            Optional.empty(),
            "anna@example.org",
            false,
            AuthRequest.internal("imap"),
            Map.of(),
            Map.of());
    private static final Entry ENTRY = Entry.named("uid=anna")
            .with("uid", "anna")
            .with("mail", "anna@example.org", "a@example.org")
            .with("quota", "5")
            .with("odd", "100% %u")
            .build();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        uid=user                               | {user=anna}
        uid                                    | {uid=anna}
        UID=user                               | {user=anna}
        uid=user,mail=address                  | {user=anna, address=anna@example.org}
        uid=user, quota=q                      | {user=anna, q=5}
        missing=x                              | {}
        quota=quota_rule=*:bytes=%$M           | {quota_rule=*:bytes=5M}
        quota=quota_rule=*:bytes=              | {quota_rule=*:bytes=5}
        missing=x=y%$                          | {}
        =uid=dovemail                          | {uid=dovemail}
        =home=/var/%d/%n                       | {home=/var/example.org/anna}
        =home=/var/%{ldap:uid}/%{ldap:gone:x}  | {home=/var/anna/x}
        =x=%{ldap:gone}                        | {x=}
        uid=home=/home/%$/%{ldap:quota}        | {home=/home/anna/5}
        quota=%n_rule                          | {anna_rule=5}
        odd=x                                  | {x=100% %u}
        odd=x=<%$>                             | {x=<100% %u>}
        !quota,=x=%{ldap:quota}                | {x=5}
        mailPrimaryAddress=user,=uid=dovemail,=gid=dovemail,uid=system_groups_user,quota=quota_rule=*:bytes=%$M | {uid=dovemail, gid=dovemail, system_groups_user=anna, quota_rule=*:bytes=5M}
        """)
    void itemsBecomeFields(String list, String fields) {
        assertEquals(fields, new AttributeMap(list).fields(ENTRY, QUERY).toString());
    }

    @Test
    void asksForWhatItNeeds() {
        assertEquals(
                List.of("uid", "quota", "other"),
                new AttributeMap("uid=user,!quota,=x=%{ldap:other:none}%{ldap:uid}").attributes());
        assertEquals(List.of("1.1"), new AttributeMap("=uid=dovemail").attributes());
    }

    @Test
    void mistakesAreNamed() {
        for (var list : List.of("uid=", "=", "@ref=member")) {
            assertThrows(IllegalArgumentException.class, () -> new AttributeMap(list), list);
        }
    }
}
