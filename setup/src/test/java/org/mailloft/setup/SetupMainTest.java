package org.mailloft.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SetupMainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--auto --status",
                "--auto --ldap-uri ldap://a --base dc=a --bind-dn cn=a",
                "--ldap-uri ldap://a --base dc=a",
                "--print-schema --fqdn mail.example.org",
                "--print-schema --mail-domain example.org",
                "--print-schema --admin ann@example.org",
                "--automatic",
            })
    void whatDoesNotGoTogetherIsWrongUsage(String arguments) {
        assertEquals(64, execute(arguments.split(" ")));
        assertEquals("", out.toString(StandardCharsets.UTF_8));
        assertTrue(err.toString(StandardCharsets.UTF_8).startsWith("mailloft-setup: "));
    }

    @Test
    void theSchemaIsPrintedForLdapadd() {
        assertEquals(0, execute("--print-schema"));
        assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("dn: cn=mail,cn=schema,cn=config\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"nonsense | cn=mail,dc=a | nonsense", "dc=a | mail | mail", "dc=a | cn=mail,,dc=a | cn=mail,,dc=a"
            })
    void whatIsNoNameOfAnEntryIsSaidBeforeAnybodyIsAsked(String base, String account, String wrong) {
        assertEquals(1, execute("--ldap-uri", "ldap://a.invalid", "--base", base, "--bind-dn", account));
        assertEquals(
                "mailloft-setup: \"" + wrong
                        + "\" is not the name of an entry, which is like cn=mail,dc=example,dc=org.\n",
                err.toString(StandardCharsets.UTF_8));
    }

    private int execute(String... arguments) {
        return new SetupMain(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .execute(arguments);
    }
}
