package org.mailloft.storage.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailloft.storage.acl.AclChange.Mode;

/** Who gets which rights, and how entries change. */
class AclTest {

    private static final Accessor OWNER = new Accessor("anna", Set.of("staff"), true);
    private static final Accessor BOB = new Accessor("bob", Set.of("staff", "sales"), false);

    /** Lines of the file are divided by semicolons, those of the global file behind a bar; {@code -} is no right at all. */
    @ParameterizedTest
    @CsvSource(delimiter = '>', textBlock = """
            ''                                            > -             > lrwstipekxa
            anyone lr                                     > lr            > lrwstipekxa
            authenticated lr                              > lr            > lrwstipekxa
            anyone lrw;authenticated l                    > l             > lrwstipekxa
            anyone lrw;user=bob l                         > l             > lrwstipekxa
            user=bob lrw;anyone l                         > lrw           > lrwstipekxa
            group=staff lr;group=sales i                  > lri           > lrwstipekxa
            group=staff lr;group=it i                     > lr            > lrwstipekxa
            group=staff lr;user=bob l                     > l             > lrwstipekxa
            group-override=staff lr;user=bob i            > lr            > lr
            group-override=staff lr;group-override=sales i> lri           > lr
            group-override=staff lr;user=anna lrwstipekxa > lr            > lr
            owner lr                                      > -             > lr
            user=anna l;owner lr                          > -             > l
            anyone lrwi;-user=bob w                       > lri           > lrwstipekxa
            anyone lrwi;-group=staff r;-group=sales w     > li            > lrwstipekxa
            -user=bob w                                   > -             > lrwstipekxa
            -user=anna xa                                 > -             > lrwstipek
            -anyone l;user=bob lr                         > r             > lrwstipekxa
            user=bob                                      > -             > lrwstipekxa
            user=Bob lr                                   > -             > lrwstipekxa
            user=bob lr|anyone l                          > l             > l
            |user=bob lrs                                 > lrs           > lrwstipekxa
            user=bob lr;-user=bob r|user=bob lr           > lr            > lrwstipekxa
            user=bob lr|-user=bob r                       > l             > lrwstipekxa
            user=bob c                                    > kx            > lrwstipekxa
            user=bob d                                    > te            > lrwstipekxa
            """)
    void rightsAreThoseOfTheLastEntryThatFits(String file, String bob, String owner) {
        var parts = (file == null ? "" : file).split("\\|", 2);
        var acl = acl(parts[0]);
        if (parts.length > 1) {
            acl = acl.plus(GlobalAcls.parse(("* " + parts[1]).getBytes(StandardCharsets.UTF_8))
                    .of("any")
                    .orElseThrow());
        }
        assertEquals(bob.replace("-", ""), acl.of(BOB, Rights.NONE).letters(), "bob");
        assertEquals(owner.replace("-", ""), acl.of(OWNER, Rights.ALL).letters(), "owner");
    }

    private static Acl acl(String lines) {
        return AclFile.parse(lines.replace(';', '\n').getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '>', textBlock = """
            ''                       > false > REPLACE > lr > user=bob lr
            user=bob w               > false > REPLACE > lr > user=bob lr
            user=bob w               > false > REPLACE > '' > 'user=bob '
            ''                       > false > REPLACE > '' > ''
            user=bob w               > false > ADD     > lr > user=bob rlw
            ''                       > false > ADD     > lr > user=bob lr
            user=bob lrw             > false > REMOVE  > rw > user=bob l
            user=bob l               > false > REMOVE  > l  > 'user=bob '
            ''                       > false > REMOVE  > l  > ''
            user=bob l               > false > CLEAR   > '' > ''
            user=bob l;-user=bob r   > false > CLEAR   > '' > -user=bob r
            user=bob l;-user=bob r   > true  > CLEAR   > '' > user=bob l
            user=bob l               > true  > REPLACE > r  > user=bob l;-user=bob r
            anyone l;group=x l       > false > REPLACE > l  > anyone l;group=x l;user=bob l
            """)
    void changesLeaveOtherEntriesAlone(String before, boolean denied, Mode mode, String rights, String after) {
        var change = new AclChange(AclIdentifier.user("bob"), denied, mode, Rights.ofLetters(rights));
        assertEquals(acl(after).entries(), acl(before).after(change).local().entries());
    }

    /** Who belongs to what is asked of a directory: not for every look into a mailbox of one's own. */
    @Test
    void groupsAreAskedForOnlyWhereAnEntryIsAboutOne() {
        var asked = new boolean[1];
        var accessor = new Accessor(
                "bob",
                () -> {
                    asked[0] = true;
                    return Set.of();
                },
                false);
        acl("anyone lr;user=bob l;-owner l").of(accessor, Rights.NONE);
        assertEquals(false, asked[0]);
        acl("group=x lr").of(accessor, Rights.NONE);
        assertEquals(true, asked[0]);
    }

    @Test
    void oldLettersAreToldForTheirParts() {
        assertEquals("cd", Rights.ALL.oldLetters());
        assertEquals("d", Rights.ofLetters("t").oldLetters());
        assertEquals("c", Rights.ofLetters("x").oldLetters());
        assertEquals("", Rights.ofLetters("lrswipa").oldLetters());
    }
}
