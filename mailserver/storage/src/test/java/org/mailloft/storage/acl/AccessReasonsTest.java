package org.mailloft.storage.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.SideFile;
import org.mailloft.storage.memory.MemoryFile;
import org.mailloft.storage.memory.MemoryStore;

/** What is told about rights is what decides about them. */
class AccessReasonsTest {

    private static final MailUser BOB = new MailUser("bob", Path.of("/bob"), Map.of());

    private final MemoryStore memory = new MemoryStore();
    private final Map<Path, MemoryFile> files = new HashMap<>();

    /** As in {@link AclTest}: lines of the mailbox, behind a bar those of the server. {@code +} counts, {@code =} is replaced. */
    @ParameterizedTest
    @CsvSource(delimiter = '>', textBlock = """
            ''                                 > false >
            user=bob lr                        > false > +user=bob
            user=ann lr                        > false > user=ann
            anyone lrw;user=bob l              > false > =anyone +user=bob
            group=staff lr;group=sales i       > false > +group=sales +group=staff
            group=staff lr;group=it i          > false > group=it +group=staff
            anyone lr;-user=bob r              > false > +anyone +-user=bob
            -anyone l;user=bob lr              > false > +-anyone +user=bob
            user=bob lr;-user=bob r|user=bob l > false > =user=bob +user=bob
            -user=bob r|user=bob l             > false > =-user=bob +user=bob
            anyone lr;group=staff a;user=ann l > true  > /anyone /group=staff user=ann
            anyone lr;user=bob l               > true  > /anyone +user=bob
            group-override=staff l             > true  > +group-override=staff
            """)
    void eachEntryIsToldWithItsEffect(String text, boolean owner, String expected) {
        var parts = (text == null ? "" : text).split("\\|", 2);
        var acl = AclFile.parse(octets(parts[0]));
        if (parts.length > 1) {
            acl = acl.plus(GlobalAcls.parse(octets("* " + parts[1])).of("any").orElseThrow());
        }
        var accessor = new Accessor("bob", Set.of("staff", "sales"), owner);
        var list = new ReasonList(_ -> List.of());
        var byDefault = owner ? Rights.ALL : Rights.NONE;
        assertEquals(acl.of(accessor, byDefault), acl.of(accessor, byDefault, list));
        assertEquals(
                expected == null ? "" : expected,
                list.reasons().stream().map(AccessReasonsTest::shown).collect(Collectors.joining(" ")));
    }

    private static byte[] octets(String lines) {
        return lines.replace(';', '\n').getBytes(StandardCharsets.UTF_8);
    }

    private static String shown(AccessReasons.Reason reason) {
        var sign =
                switch (reason.effect()) {
                    case COUNTS -> "+";
                    case REPLACED -> "=";
                    case OWNER_EXEMPT -> "/";
                    case ABOUT_OTHERS -> "";
                };
        var entry = reason.entry();
        return sign
                + (entry.granted().isEmpty() ? "-" : "")
                + entry.identifier().text();
    }

    private AccessControl control() {
        var settings = new AclSettings(List.of("acl"), Map.of("acl", "vfile:/global:cache_secs=0"));
        var layer = new AclLayer(
                settings,
                new AclCache(),
                path -> files.computeIfAbsent(path, _ -> new MemoryFile(Clock.systemUTC())),
                _ -> Set.of("staff"),
                Entrance.ADMINISTRATION);
        return AccessControl.of(layer.apply(memory.open(BOB))).orElseThrow();
    }

    private static void write(SideFile file, String text) {
        file.update(_ -> text.getBytes(StandardCharsets.UTF_8));
    }

    private void writeLocal(String text) {
        try (var store = memory.open(BOB)) {
            write(store.sideFile(MailboxName.INBOX, AclFile.NAME), text);
        }
    }

    @Test
    void linesAreToldWhereTheyAre() {
        var control = control();
        writeLocal("# who may what\n\nuser=bob lr\n-user=bob r\nuser=ann l\n");
        write(files.get(Path.of("/global")), "# all\nOther user=bob a\nIN* user=bob lra\n");
        var reasons = control.reasons(MailboxName.INBOX);
        assertEquals("lra", reasons.rights().letters());
        assertEquals(
                List.of(List.of(5), List.of(3, 4), List.of(3)),
                reasons.entries().stream()
                        .map(reason -> reason.places().stream()
                                .map(AccessReasons.Place::line)
                                .toList())
                        .toList());
    }

    @Test
    void whatCannotBeReadIsNamed() {
        var control = control();
        writeLocal("user=bob lr\nnobody lr\n");
        var reasons = control.reasons(MailboxName.INBOX);
        assertEquals(Rights.NONE, reasons.rights());
        assertEquals(1, reasons.problems().size());
        assertEquals(
                "line 2: Unknown ID 'nobody'", reasons.problems().getFirst().replaceFirst("^\\S+ ", ""));
    }

    @Test
    void aBadLineOfTheServerClosesTheMailboxAndIsNamed() {
        var control = control();
        write(files.get(Path.of("/global")), "INBOX nobody lr\n");
        var reasons = control.reasons(MailboxName.INBOX);
        assertEquals(Rights.NONE, reasons.rights());
        assertEquals("line 1", reasons.problems().getFirst().replaceFirst("^\\S+ ", ""));
    }

    @Test
    void anOwnerWithoutEntriesHasAll() {
        var reasons = control().reasons(MailboxName.INBOX);
        assertEquals(new AccessReasons(Rights.ALL, true, List.of(), List.of(), List.of()), reasons);
    }
}
