package org.mailloft.conf.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailloft.conf.ConfException;

class LdapConfTest {
    @Test
    void readsAFileAsUcsRendersIt() {
        LdapConf conf = LdapConf.parse("dovecot-ldap.conf.ext", """
                # Warning: This file is auto-generated
                hosts = dc0.example.org:7389 dc1.example.org:7389
                dn = "cn=mail,cn=dc,cn=computers,dc=example,dc=org"
                dnpass = "s3 # \\"cret"
                tls = yes
                tls_ca_cert_file = /etc/univention/ssl/ucsCA/CAcert.pem
                tls_require_cert = hard
                debug_level = 0
                auth_bind = no
                base = dc=example,dc=org
                deref = never
                scope = subtree
                user_attrs = mailPrimaryAddress=user,=uid=dovemail,=gid=dovemail,uid=system_groups_user,\\
                   univentionMailUserQuota=quota_rule=*:bytes=%$M
                user_filter = (&(objectClass=univentionMail)(|(mailPrimaryAddress=%u)(uid=%u)))   # comment
                iterate_attrs = mailPrimaryAddress=user
                """);
        assertEquals(
                List.of("dc0.example.org:7389", "dc1.example.org:7389"),
                conf.server().hosts());
        assertEquals("cn=mail,cn=dc,cn=computers,dc=example,dc=org", conf.bind().dn());
        assertEquals("s3 # \"cret", conf.bind().password().reveal());
        assertTrue(conf.tls().startTls());
        assertEquals("hard", conf.tls().requireCert());
        assertEquals("dc=example,dc=org", conf.search().base());
        assertEquals(LdapConf.Scope.SUBTREE, conf.search().scope());
        assertTrue(conf.userdb()
                .attributes()
                .endsWith("system_groups_user, univentionMailUserQuota=quota_rule=*:bytes=%$M"));
        assertEquals(
                "(&(objectClass=univentionMail)(|(mailPrimaryAddress=%u)(uid=%u)))",
                conf.userdb().filter());
        assertFalse(conf.passdb().authBind());
        assertEquals("crypt", conf.passdb().defaultScheme());
        assertEquals("(&(objectClass=posixAccount)(uid=%u))", conf.passdb().filter());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            base = x                            | LDAP f: No uris or hosts set
            hosts = x                           | LDAP f: No base given
            hosts = x;base = x;foo = 1          | Error in configuration file f line 3: Unknown setting: foo
            hosts = x;base = x;tls = 2          | Error in configuration file f line 3: Invalid boolean value: 2 (use yes or no)
            hosts = x;base = x;scope = all      | Error in configuration file f line 3: Invalid value: all
            hosts = x;base x                    | Error in configuration file f line 2: Expecting '{'
            hosts = x;foo {                     | Error in configuration file f line 2: Expecting '='
            !include x                          | Error in configuration file f line 1: Expecting '='
            """)
    void refusesWhatIsWrong(String lines, String message) {
        var e = assertThrows(ConfException.class, () -> LdapConf.parse("f", lines.replace(';', '\n')));
        assertEquals(message, e.getMessage());
    }

    @Test
    void anEmptyBaseIsABase() {
        assertEquals(
                "", LdapConf.parse("f", "uris = ldapi:///\nbase =\n").search().base());
    }
}
