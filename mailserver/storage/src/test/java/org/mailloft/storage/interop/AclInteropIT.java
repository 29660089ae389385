package org.mailloft.storage.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.storage.acl.Accessor;
import org.mailloft.storage.acl.Acl;
import org.mailloft.storage.acl.AclEntry;
import org.mailloft.storage.acl.AclFile;
import org.mailloft.storage.acl.AclIdentifier;
import org.mailloft.storage.acl.Rights;

/** Access rights that the real Dovecot writes are those we read, and the other way round. */
class AclInteropIT {

    private static final Accessor ANNA = new Accessor("anna", Set.of(), true);

    @TempDir
    private Path base;

    private Dovecot dovecot;

    @BeforeEach
    void startWithOneMailbox() throws IOException {
        dovecot = new Dovecot(base, """
                mail_plugins = acl
                plugin {
                  acl = vfile
                }
                """);
        dovecot.doveadm("", "mailbox", "create", "Plans");
    }

    private Path file() {
        return dovecot.home().resolve("Maildir/.Plans/dovecot-acl");
    }

    @Test
    void whatDovecotWroteStaysOctetForOctet() throws IOException {
        set("user=bob@example.org", "all");
        set("user=carl", "lookup", "read", "-write", "-admin");
        set("group=two words", "lookup", "read", "write", "write-seen");
        set("group=qu\"ote and \\", "lookup");
        set("group-override=boss", "create", "delete");
        set("anyone", "post");
        set("authenticated", "lookup");
        set("owner", "all");
        set("user=nothing", "read");
        dovecot.doveadm("", "acl", "remove", "Plans", "user=nothing", "read");
        var written = Files.readAllBytes(file());
        assertArrayEquals(written, AclFile.octets(AclFile.parse(written)));
        assertEquals(9, AclFile.parse(written).entries().size(), () -> new String(written));
    }

    private void set(String identifier, String... rights) {
        var arguments = new java.util.ArrayList<>(List.of("acl", "set", "--", "Plans", identifier));
        arguments.addAll(List.of(rights));
        dovecot.doveadm("", arguments.toArray(String[]::new));
    }

    @Test
    void dovecotReadsWhatWeWrite() throws IOException {
        var acl = new Acl(List.of(
                AclEntry.granting(AclIdentifier.ANYONE, Rights.ofLetters("lr")),
                AclEntry.denying(AclIdentifier.group("two \"words\""), Rights.ofLetters("r")),
                AclEntry.granting(AclIdentifier.OWNER, Rights.ofLetters("lrwstipekxa")),
                AclEntry.granting(AclIdentifier.user("bob"), Rights.NONE)));
        Files.write(file(), AclFile.octets(acl));
        var rows = dovecot.doveadm("", "-f", "tab", "acl", "get", "Plans")
                .lines()
                .skip(1)
                .collect(Collectors.toSet());
        assertEquals(
                Set.of(
                        "anyone\t\tlookup read",
                        "group=two \"words\"\t\t-read",
                        "owner\t\tadmin create delete expunge insert lookup post read write write-deleted write-seen",
                        "user=bob\t\t"),
                rows);
    }

    /** The owner's own rights, for files that say something about him in every way. */
    @Test
    void bothComeToTheSameRights() throws IOException {
        var files = List.of(
                "anyone l\n",
                "owner lra\n",
                "user=anna lr\n",
                "owner lr\nuser=anna lrw\n",
                "-user=anna xw\n",
                "-owner xw\nuser=anna lrxw\n",
                "-anyone lr\n",
                "authenticated lr\n-owner e\n");
        for (var text : files) {
            Files.writeString(file(), text);
            var ours = AclFile.parse(Files.readAllBytes(file())).of(ANNA, Rights.ALL);
            var theirs = dovecot.doveadm("", "-f", "tab", "acl", "rights", "Plans")
                    .lines()
                    .skip(1)
                    .collect(Collectors.joining());
            var names = ours.known().stream().map(right -> right.longName()).collect(Collectors.joining(" "));
            assertEquals(names.strip(), theirs.strip(), text);
        }
        assertTrue(Files.exists(file()));
    }
}
