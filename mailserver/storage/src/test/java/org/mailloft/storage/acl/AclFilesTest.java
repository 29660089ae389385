package org.mailloft.storage.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts of all files about access rights. */
class AclFilesTest {

    @Test
    void fileIsWrittenAsDovecotOrdersIt() {
        var text = """
                # a comment, which goes away

                user=bob lrswipekxtea
                group-override=team lr
                -user=anna x
                owner lr
                group=b l
                "-group=a b\\"c" lr
                anonymous l
                authenticated r
                user=carl\s
                user=eve lr :future right
                """;
        assertEquals("""
                anyone l
                authenticated r
                "-group=a b\\"c" lr
                group=b l
                owner lr
                -user=anna x
                user=bob akxeilprwts
                user=carl\s
                user=eve lr :future right
                group-override=team lr
                """, rewritten(text));
        assertEquals(rewritten(text), rewritten(rewritten(text)));
    }

    private static String rewritten(String text) {
        return new String(AclFile.octets(AclFile.parse(octets(text))), StandardCharsets.UTF_8);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            bob lr                 | line 2: Unknown ID 'bob'
            user=bob lq            | line 2: Unknown ACL 'q'
            "user=bob lr           | line 2: Invalid quoted ID
            "user=bob"lr           | line 2: Invalid quoted ID
            """)
    void oneBadLineMakesTheWholeFileVoid(String line, String message) {
        var file = octets("anyone l\n" + line + "\n");
        assertEquals(
                message, assertThrows(BadAcl.class, () -> AclFile.parse(file)).getMessage());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            shared/x@y/*,        shared/x@y/A/B,  l
            shared/x@y/*,        shared/x@y,      ''
            'shared/x@y/?',      shared/x@y/A,    l
            'shared/x@y/?',      shared/x@y/AB,   ''
            INBOX,               INBOX,           l
            '"a b/*"',           a b/c,           l
            a.b,                 axb,             ''
            """)
    void globalPatternsAreAboutNamesAsUsersSeeThem(String pattern, String mailbox, String rights) {
        var acl = GlobalAcls.parse(octets("# all\n" + pattern + " \"user=bob\" l\n"))
                .of(mailbox)
                .orElseThrow();
        assertEquals(
                rights == null ? "" : rights,
                acl.of(new Accessor("bob", Set.of(), false), Rights.NONE).letters());
    }

    @Test
    void badLineOfTheGlobalFileClosesOnlyWhatItNames() {
        var acls = GlobalAcls.parse(octets("* user=a l\nINBOX\n\"no end\nWork/* nobody lr\n"));
        assertEquals(
                List.of("line 2: No ACL identifier", "line 3: Invalid quoted ID", "line 4: Unknown ID 'nobody'"),
                acls.problems());
        assertEquals(Optional.empty(), acls.of("INBOX"));
        assertEquals(Optional.empty(), acls.of("Work/Plans"));
        assertTrue(acls.of("Plans").isPresent());
    }

    @Test
    void dictionaryTellsWhoSharesWithWhom() {
        var dict = SharedDict.parse(octets("""
                priv/other/key
                x\001ty
                shared/shared-boxes/anyone/anna
                1
                shared/shared-boxes/user/bob/carl
                1
                shared/shared-boxes/group/a/b/dora
                1
                shared/shared-boxes/user/bobby/eve
                1
                """));
        assertEquals(Set.of("anna", "carl"), dict.ownersFor("bob", Set.of()));
        assertEquals(Set.of("anna", "dora"), dict.ownersFor("x", Set.of("a/b")));
        assertEquals(Set.of(), dict.ownersFor("anna", Set.of()), "nobody shares with himself");
        var changed = dict.sharing("anna", List.of(AclIdentifier.user("bob"), AclIdentifier.groupOverride("g")));
        assertEquals("""
                priv/other/key
                x\001ty
                shared/shared-boxes/user/bob/carl
                1
                shared/shared-boxes/group/a/b/dora
                1
                shared/shared-boxes/user/bobby/eve
                1
                shared/shared-boxes/user/bob/anna
                1
                shared/shared-boxes/group/g/anna
                1
                """, new String(changed.octets(), StandardCharsets.UTF_8));
    }

    @Test
    void listNamesMailboxesWithTheirTimes() {
        var list = new AclList(List.of(new AclList.Line(Instant.ofEpochSecond(7, 5), "INBOX")));
        assertEquals("7 INBOX\n", new String(list.octets(), StandardCharsets.UTF_8));
    }
}
