package org.mailloft.setup.slapd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.mailloft.directory.Entry;
import org.mailloft.directory.Modification;

class LdifTest {

    @Test
    void foldedAndEncodedValuesAreRead() {
        var entries = Ldif.entries("""
                # a comment
                dn: cn=a,
                 dc=example
                cn: a
                description:: w6Q=
                description:

                dn:: Y249w6QsZGM9ZXhhbXBsZQ==
                cn: ä
                """);
        assertEquals("cn=a,dc=example", entries.getFirst().dn());
        assertEquals(List.of("ä", ""), entries.getFirst().values("description"));
        assertEquals("cn=ä,dc=example", entries.get(1).dn());
    }

    @Test
    void noAnswerIsNoEntry() {
        assertEquals(List.of(), Ldif.entries(""));
    }

    @Test
    void aModificationIsWrittenAsTheRfcHasIt() {
        assertEquals(
                """
                dn: cn=config
                changetype: modify
                replace: olcLogLevel
                olcLogLevel: none
                -
                add: olcX
                olcX:: w6Q=
                -
                delete: olcY
                -

                """,
                Ldif.modify(
                        "cn=config",
                        List.of(
                                Modification.replace("olcLogLevel", "none"),
                                Modification.add("olcX", "ä"),
                                Modification.remove("olcY"))));
    }

    @Property(tries = 300)
    void whatIsWrittenIsReadAgain(@ForAll @NotEmpty String value) {
        // unpaired surrogates are no text
        String text = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        var entry = Entry.named("cn=a").with("description", text).build();
        assertEquals(List.of(text), Ldif.entries(Ldif.add(entry)).getFirst().values("description"));
    }
}
