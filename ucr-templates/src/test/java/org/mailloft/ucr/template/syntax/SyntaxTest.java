package org.mailloft.ucr.template.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SyntaxTest {

    /** @param line what the line has before the value */
    private record Row(Syntax syntax, String line, String value, String token) {}

    static Stream<Row> tokens() {
        return Stream.of(
                new Row(Syntax.DOVECOT, "a = ", "word", "word"),
                new Row(Syntax.DOVECOT, "a = ", "two words", "two words"),
                new Row(Syntax.DOVECOT, "a = ", "", "\"\""),
                new Row(Syntax.DOVECOT, "a = ", "<file", "\"<file\""),
                new Row(Syntax.DOVECOT, "a = ", "$var", "\"$var\""),
                new Row(Syntax.DOVECOT, "a = ", "a # b", "\"a # b\""),
                new Row(Syntax.DOVECOT, "a = ", "} b {", "\"} b {\""),
                new Row(Syntax.DOVECOT, "a = ", "say \"a\\\"", "\"say \\\"a\\\\\\\"\""),
                new Row(Syntax.DOVECOT, "a = ", " blanks ", "\" blanks \""),
                new Row(Syntax.DOVECOT, "mailbox ", "Sent Messages", "\"Sent Messages\""),
                new Row(Syntax.DOVECOT, "mailbox ", "Trash", "Trash"),
                new Row(Syntax.DOVECOT, "mailbox ", "=b", "\"=b\""),
                new Row(Syntax.DOVECOT, "mailbox ", "a=b#c", "\"a=b#c\""),
                new Row(Syntax.DOVECOT_EXT, "dn = ", "cn=a, dc=b", "cn=a, dc=b"),
                new Row(Syntax.DOVECOT_EXT, "dn = ", "a#\"b\"", "\"a#\\\"b\\\"\""),
                new Row(Syntax.DOVECOT_EXT, "dn = ", " a", "\" a\""),
                new Row(Syntax.DOVECOT_EXT, "dn = ", "'a'", "\"'a'\""),
                new Row(Syntax.DOVECOT_EXT, "dn = ", "a\\", "\"a\\\\\""),
                new Row(Syntax.POSTFIX, "a = ", "$x", "$$x"),
                new Row(Syntax.POSTFIX, "a = ", "", ""),
                new Row(Syntax.POSTFIX, "", "name", "name"),
                new Row(Syntax.POSTFIX, "a = ", "{ b }", "{ b }"),
                new Row(Syntax.POSTFIX_MASTER, "  -o a=", "$x", "$$x"),
                new Row(Syntax.POSTFIX_LDAP, "bind_pw = ", "a$b%c#d", "a$b%c#d"),
                new Row(Syntax.POSTFIX_TABLE, "", "example.com smtp:[b]", "example.com smtp:[b]"),
                new Row(Syntax.NFT, "tcp dport ", "25", "25"),
                new Row(Syntax.NFT, "tcp dport ", "25-30", "25-30"),
                new Row(Syntax.NFT, "tcp dport { ", "25, 26", "\"25, 26\""),
                new Row(Syntax.NFT, "tcp dport vmap { ", "25 : accept", "\"25 : accept\""),
                new Row(Syntax.NFT, "tcp dport vmap { ", "25:accept", "\"25:accept\""),
                new Row(Syntax.NFT, "ip saddr ", "192.0.2.0/24", "192.0.2.0/24"),
                new Row(Syntax.NFT, "ip6 saddr ", "2001:db8::1", "2001:db8::1"),
                new Row(Syntax.NFT, "accept comment ", "drop", "\"drop\""),
                new Row(Syntax.NFT, "accept comment ", "a\\", "\"a\\\""),
                new Row(Syntax.SIEVE, "fileinto ", "a\"b\\", "\"a\\\"b\\\\\""),
                new Row(Syntax.PROPERTIES, "base = ", "cn=a\\2cb #c", "cn=a\\\\2cb #c"),
                new Row(Syntax.INI, "port = ", "50%", "50%%"),
                new Row(Syntax.SYSTEMD, "ExecStart=/bin/a ", "b $c %d", "\"b $$c %%d\""),
                new Row(Syntax.SYSTEMD, "Environment=", "A=$b c", "\"A=$b c\""),
                new Row(Syntax.SYSTEMD, "LimitNOFILE=", "1024", "1024"),
                new Row(Syntax.SHELL, "A=", "it's $HOME `x`", "'it'\\''s $HOME `x`'"),
                new Row(Syntax.SHELL, "A=", "", "''"),
                new Row(Syntax.LOGROTATE, "", "/var/log/a b", "\"/var/log/a b\""),
                new Row(Syntax.LOGROTATE, "    rotate ", "5", "5"),
                new Row(Syntax.TEXT, "", "\"${a}\" <b> %c", "\"${a}\" <b> %c"));
    }

    @ParameterizedTest
    @MethodSource
    void tokens(Row row) {
        assertEquals(row.token(), row.syntax().token(row.value(), row.line()));
    }

    static Stream<Row> refused() {
        return Stream.of(
                new Row(Syntax.DOVECOT, "mailbox ", "a\"b", ""),
                new Row(Syntax.DOVECOT, "a = \"", "inside quotes", ""),
                new Row(Syntax.DOVECOT, "a = maildir:", "has to be \"quoted\"", ""),
                new Row(Syntax.DOVECOT_EXT, "dn = cn=", "a#b", ""),
                new Row(Syntax.POSTFIX, "", "a = b", ""),
                new Row(Syntax.POSTFIX, "    ", "#a", ""),
                new Row(Syntax.POSTFIX, "a = ", "{", ""),
                new Row(Syntax.POSTFIX, "a = ", "}{", ""),
                new Row(Syntax.POSTFIX_MASTER, "  -o a=", "b c", ""),
                new Row(Syntax.POSTFIX_MASTER, "  -o a=", "{b", ""),
                new Row(Syntax.POSTFIX_MASTER, "  -o a=", "", ""),
                new Row(Syntax.POSTFIX_TABLE, "", "#a", ""),
                new Row(Syntax.POSTFIX_TABLE, "", "", ""),
                new Row(Syntax.NFT, "comment ", "a\"b", ""),
                new Row(Syntax.INI, "port = ", "a ;b", ""),
                new Row(Syntax.SYSTEMD, "ExecStart=", "-/bin/false", ""),
                new Row(Syntax.LOGROTATE, "  su ", "a b", ""),
                new Row(Syntax.LOGROTATE, "", "/a{b", ""));
    }

    @ParameterizedTest
    @MethodSource
    void refused(Row row) {
        assertThrows(Unprintable.class, () -> row.syntax().token(row.value(), row.line()));
    }

    @Property
    void noTokenHasALineBreakOrAnotherControlCharacter(@ForAll Syntax syntax, @ForAll("nasty") String value) {
        try {
            var token = syntax.token(value, "a = ");
            assertFalse(token.chars().anyMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029));
        } catch (Unprintable e) {
            assertTrue(e.getMessage().endsWith("."), e.getMessage());
        }
    }

    @Provide
    Arbitrary<String> nasty() {
        return Arbitraries.strings()
                .withChars("ab \t\n\r\0\u0085\u2028\"'\\${}#%<>;=:/*?[]~|&`!@,()-\u007f\ud800")
                .ofMaxLength(8);
    }
}
