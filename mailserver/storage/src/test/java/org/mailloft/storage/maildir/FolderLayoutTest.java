package org.mailloft.storage.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.Namespace;
import org.mailloft.storage.disk.Ownership;

/** Where things lie: locations, folder names, permissions. */
class FolderLayoutTest {

    private static final Path HOME = Path.of("/home/anna");
    private static final Namespace SLASH = new Namespace(Namespace.Kind.PRIVATE, "", '/', false, true, true);
    private static final Namespace DOT = new Namespace(Namespace.Kind.PRIVATE, "", '.', false, true, true);
    private static final Namespace PREFIXED = new Namespace(Namespace.Kind.PRIVATE, "INBOX/", '/', false, true, true);

    @Test
    void locationHasItsKeys() {
        var location = MailLocation.parse(
                "maildir:~/Maildir:INDEX=/var/index::a/anna:CONTROL=~/control:INBOX=~/in:INDEXPVT=x:UTF-8", HOME);
        assertEquals(Path.of("/home/anna/Maildir"), location.root());
        assertEquals(Path.of("/home/anna/in"), location.inbox());
        assertEquals(Optional.of(Path.of("/var/index:a/anna")), location.index());
        assertEquals(Optional.of(Path.of("/home/anna/control")), location.control());
        assertEquals(Optional.of(Path.of("/home/anna/x")), location.privateIndex());
        assertTrue(location.utf8Names());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "maildir:/home/anna/Maildir",
                "maildir:~/Maildir",
                "~/Maildir",
                "/home/anna/Maildir",
                "maildir:Maildir:LAYOUT=maildir++",
                "maildir:~/Maildir:SUBSCRIPTIONS=subscriptions:INDEXCACHE=/x:NO-NOSELECT"
            })
    void simpleLocationsAreAllTheSame(String text) {
        var location = MailLocation.parse(text, HOME);
        assertEquals(
                new MailLocation(
                        HOME.resolve("Maildir"),
                        HOME.resolve("Maildir"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        "subscriptions",
                        false),
                location);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mbox:~/mail",
                "maildir:",
                "maildir",
                "",
                "sdbox:~/x",
                "maildir:~/M:LAYOUT=fs",
                "maildir:~/M:LAYOUT=index",
                "maildir:~/M:NOSUCHKEY=1"
            })
    void whatWeCannotServeIsRefusedByName(String text) {
        var error = assertThrows(IllegalArgumentException.class, () -> MailLocation.parse(text, HOME));
        assertTrue(error.getMessage().startsWith("mail_location " + text), error.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "INBOX, /m, /c/.INBOX, /i/.INBOX",
        "INBOX/sub, /m/.INBOX.sub, /c/.INBOX.sub, /i/.INBOX.sub",
        "Foo/Bar, /m/.Foo.Bar, /c/.Foo.Bar, /i/.Foo.Bar",
        "Müller, /m/.M&APw-ller, /c/.M&APw-ller, /i/.M&APw-ller",
        "cur, /m/.cur, /c/.cur, /i/.cur",
        "a b%*, '/m/.a b%*', '/c/.a b%*', '/i/.a b%*'",
    })
    void everyMailboxHasItsDirectories(String name, String mail, String control, String index) {
        var layout = new FolderLayout(MailLocation.parse("maildir:/m:CONTROL=/c:INDEX=/i", HOME), SLASH);
        var folder = layout.folder(MailboxName.of(name, '/'));
        assertEquals(new FolderLayout.Folder(Path.of(mail), Path.of(control), Optional.of(Path.of(index))), folder);
        if (!name.equals("INBOX")) {
            assertEquals(
                    Optional.of(MailboxName.of(name, '/')),
                    layout.nameOfEntry(Path.of(mail).getFileName().toString()));
        }
    }

    @Test
    void withoutOtherPlacesAllIsTogether() {
        var folder = layout("maildir:/m", SLASH).folder(MailboxName.of("x", '/'));
        assertEquals(folder.mail(), folder.control());
        assertEquals(Optional.of(folder.mail()), folder.index());
        assertEquals(
                Optional.empty(),
                layout("maildir:/m:INDEX=MEMORY", SLASH)
                        .folder(MailboxName.INBOX)
                        .index());
    }

    @Test
    void prefixIsNotOnDisk() {
        var layout = layout("maildir:/m", PREFIXED);
        assertEquals(
                Path.of("/m/.Foo"),
                layout.folder(MailboxName.of("INBOX/Foo", '/')).mail());
        assertEquals(Path.of("/m"), layout.folder(MailboxName.INBOX).mail());
        assertEquals(Optional.of(MailboxName.of("INBOX/Foo", '/')), layout.nameOfEntry(".Foo"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".",
                "..",
                "cur",
                "dovecot-uidlist",
                "..DOVECOT-TRASHED",
                ".nfs0001",
                "..hidden",
                ".a..b",
                ".Bad Ümlaut",
                ".&AGE-",
                ".INBOX",
                ".inbox",
                ".a/b",
                ".tab&AAk-"
            })
    void otherEntriesAreNoMailboxes(String entry) {
        assertEquals(Optional.empty(), layout("maildir:/m", SLASH).nameOfEntry(entry));
    }

    @Test
    void separatorOfTheDiskIsRefusedInNames() {
        assertEquals("Character not allowed in mailbox name: '.'", failure(SLASH, "a.b"));
        assertEquals("Invalid mailbox name: Name must not have '/' characters", failure(DOT, "a/b"));
        assertEquals(
                Path.of("/m/.a.b"),
                layout("maildir:/m", DOT).folder(MailboxName.of("a.b", '.')).mail());
    }

    @Test
    void namesThatAreNoFileNamesAreRefused() {
        assertEquals("Mailbox name too long", failure(SLASH, "x".repeat(255)));
        assertEquals("Mailbox name too long", failure(SLASH, "ü".repeat(100)));
        assertEquals(
                255,
                layout("maildir:/m", SLASH)
                        .folder(MailboxName.of("x".repeat(254), '/'))
                        .mail()
                        .getFileName()
                        .toString()
                        .length());
    }

    @ParameterizedTest
    @CsvSource({
        // mode of the directory, its group: files, directories, chgrp
        "0700, 50, 0600, 0700, -1",
        "0770, 50, 0660, 0770, 50",
        "0770, 10, 0660, 0770, -1",
        "02770, 50, 0660, 02770, -1",
        "0755, 50, 0644, 0755, -1",
        "0775, 50, 0664, 0775, 50",
        "0500, 50, 0600, 0700, -1",
        "02700, 50, 0600, 02700, -1",
    })
    void whatIsCreatedIsAsOpenAsItsDirectory(String mode, int gid, String file, String directory, int group) {
        var permissions = Permissions.of(new Ownership(octal(mode), 1, gid, 1, Instant.EPOCH), 10);
        var expected = group < 0 ? OptionalInt.empty() : OptionalInt.of(group);
        assertEquals(new Permissions(octal(file), octal(directory), expected), permissions);
    }

    @Test
    void levelsAreReadBack() {
        var layout = layout("maildir:/m", SLASH);
        assertEquals(List.of("M&APw-ller", "x"), layout.levels(MailboxName.of("Müller/x", '/')));
        assertEquals(Optional.of(MailboxName.of("Müller/x", '/')), layout.name(List.of("M&APw-ller", "x")));
        assertEquals(Optional.of(MailboxName.INBOX), layout.name(List.of("Inbox")));
    }

    private static int octal(String mode) {
        return Integer.parseInt(mode, 8);
    }

    private static String failure(Namespace namespace, String name) {
        var checked = MailboxName.of(name, namespace.separator());
        return assertThrows(
                        MailFailure.class, () -> layout("maildir:/m", namespace).folder(checked))
                .clientText();
    }

    private static FolderLayout layout(String location, Namespace namespace) {
        return new FolderLayout(MailLocation.parse(location, HOME), namespace);
    }
}
