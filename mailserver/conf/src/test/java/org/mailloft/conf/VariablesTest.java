package org.mailloft.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected values of the tables were printed by Dovecot 2.3.19 in a mail_log_prefix for anna@example.org. */
class VariablesTest {
    private final Variables anna = Variables.builder()
            .withUser("anna@example.org")
            .with('s', "service", "imap")
            .with("n1", "255")
            .withFunction("userdb", key -> key.equals("quota") ? Optional.of("1G") : Optional.empty())
            .withEnvironment(Map.of("HOME", "/root"))
            .build();

    @ParameterizedTest
    @CsvSource(delimiter = ' ', textBlock = """
            %u anna@example.org
            %n anna
            %d example.org
            %{user} anna@example.org
            %{username} anna
            %1u a
            %1.1u n
            %-2.2u rg
            %0.-2u anna@example.o
            %012u anna@example.org
            %06n 00anna
            %-3u ann
            %2.-3n na
            %2.-9n na
            %5Hn 4
            %2.Nn ff015afa
            %2.5Hn 04
            x%20.ux xx
            %-20.u anna@example.org
            %0.02n anna
            %03.2n a
            %LUu ANNA@EXAMPLE.ORG
            %Rn anna
            %Md 1bdf72e04d6b50c82a48c7e4dd38cc69
            %2.256Nu 85
            %Hu 44e3587
            %Dd example,dc=org
            %X{n1} ff
            %Xn 0
            %%{user} %{user}
            x%%y%ux x%yanna@example.orgx
            %{env:HOME} /root
            x%{env:NOPE}x xx
            %{userdb:quota} 1G
            x%{userdb:no}x xx
            %{sha1;truncate=32:user} 0d21b9f6
            %{sha256;rounds=2,truncate=32,salt=s,format=hexuc:user} 06ca8fe5
            %{sha1;truncate=33:user} 001a4373ec
            %{md5;truncate=5:user} 0e
            %{sha3-256:user} 1835fd4ad3ea03c59ad9281c0ea2a0dcc75104452aec0511dc0156b4f5814fde
            %{sha256;bogus=1:user} a3bf86238a1c59bd2f0a648af9293620f90d18dad133d8fe2341cf9664a5d6d0
            """)
    void expandsAsDovecotDoes(String template, String expected) {
        assertEquals(expected, anna.expand(template));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', textBlock = """
            %{if;%n;eq;anna;y\\:es;no} y:es
            %{if;%{if;1;==;1;a;b};eq;a;yes;no} yes
            %{if;%u;~;^an+a@;m;n} m
            %{if;%u;!~;^an+a@;m;n} n
            %{if;%u;*;anna@*;m;n} m
            %{if;%u;!*;anna@*;m;n} n
            %{if;10;>;9;gt;le} gt
            %{if;10;gt;9;gt;le} le
            %{if;2;<=;2;%u;} anna@example.org
            x%{if;1;==;2;3}x xx
            """)
    void comparesAsDovecotDoes(String template, String expected) {
        assertEquals(expected, anna.expand(template));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            %q                   | Unknown variable '%q'                                     | UNSUPPORTED_VARIABLE_q
            %3                   | Unknown variable '%'                                      | UNSUPPORTED_VARIABLE_
            %{foo}               | Unknown variable '%foo'                                   | UNSUPPORTED_VARIABLE_foo
            %{user               | Unknown variable '%{'                                     | UNSUPPORTED_VARIABLE_{user
            %{if;1;==}           | if: requires four or five parameters, got 2               | ''
            %{if;1;foo;2;3;4}    | if: Unsupported comparator 'foo'                          | ''
            %{if;1;==;x;3;4}     | if: x (rhs) is not a number                               | ''
            %{if;a;~;(;3;4}      | if: regex failed: Unclosed group                          | ''
            %{md5;rounds=0:user} | Cannot parse hash arguments:rounds must be at least 1     | ''
            %{md5;format=x:user} | Cannot parse hash arguments:'x' is not supported format   | ''
            """)
    void refusesBadTemplates(String template, String error, String lenient) {
        var e = assertThrows(BadTemplate.class, () -> anna.expand(template));
        assertEquals(error, e.getMessage());
        assertEquals(lenient, anna.expandLeniently(template));
    }

    @Test
    void digestsOfMissingFieldsFail() {
        assertThrows(BadTemplate.class, () -> anna.expand("%{md5:foo}"));
    }

    @Test
    void pkcs5DerivesAsManyOctetsAsDovecot() {
        String derived = anna.expand("%{pkcs5:user}");
        assertEquals("33755104d722b581124ebb36000e6a13", derived.substring(0, 32));
        assertEquals(672, derived.length());
        assertEquals("d6c9208a5c4d7877313187f380e", derived.substring(672 - 27));
    }

    @Test
    void escapesValuesBeforeModifiers() {
        var evil = Variables.builder().withUser("a*b@x.y").build();
        assertEquals("(uid=A\\2AB@X.Y)", evil.expand("(uid=%Uu)", value -> value.replace("*", "\\2a")));
    }

    @Test
    void theRestOfTheTemplateIsNotEscaped() {
        assertEquals("(*)(anna)", anna.expand("(*)(%n)", value -> value.replace("*", "\\2a")));
    }

    @Test
    void withoutDomainTheDomainIsEmpty() {
        var root = Variables.builder().withUser("root").build();
        assertEquals("root||root", root.expand("%n|%d|%u"));
    }

    @Test
    void widthsCountCharacters() {
        var user = Variables.of(Map.of("u", "äöü𝄞x"));
        assertEquals("ä|𝄞|𝄞x", user.expand("%1u|%3.1u|%-2.9u"));
    }

    @Test
    void deepNestingIsRefused() {
        String template = "%{if;".repeat(100) + ";".repeat(400) + "}".repeat(100);
        assertThrows(BadTemplate.class, () -> anna.expand(template));
    }
}
