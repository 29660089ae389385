package org.mailloft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mailloft.server.RightsTable.DELETE;
import static org.mailloft.server.RightsTable.GETQUOTAROOT;
import static org.mailloft.server.RightsTable.LISTRIGHTS;
import static org.mailloft.server.RightsTable.LSUB;
import static org.mailloft.server.RightsTable.MOVE_FROM;
import static org.mailloft.server.RightsTable.MYRIGHTS;
import static org.mailloft.server.RightsTable.SUBSCRIBE;
import static org.mailloft.server.RightsTable.UID_MOVE_FROM;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every command with every single right missing, and with that right alone, on the wire. */
@Timeout(300)
class RightsIT {

    /** No rights are enough. */
    private static final String NEVER = "!";

    /** What the real Dovecot 2.3 needs where that is not what the RFC says. */
    private static final Map<RightsTable, String> DOVECOT = Map.of(
            // Whoever may open a mailbox for anything may subscribe to it.
            SUBSCRIBE, "[lri]",
            // Subscriptions are not told when the mailbox may not be seen; the RFC leaves that open.
            LSUB, "l",
            // Messages are removed first, which takes the right to; with "Mailbox attributes not enabled" if it is
            // missing.
            DELETE, "xe",
            // Forgets to ask for the right to know.
            LISTRIGHTS, "",
            // Not post alone, but any other.
            MYRIGHTS, "[lrswikxtea]",
            // Refused for all mailboxes of others.
            GETQUOTAROOT, NEVER,
            // Knows that a moved message is expunged, not that it is marked as deleted before. RFC 6851 section 4.4.
            MOVE_FROM, "re",
            UID_MOVE_FROM, "re");

    @TempDir
    private Path folder;

    /** By command: the rights that gave another outcome than the table has. */
    private static Map<RightsTable, TreeSet<String>> wrong(SharedBox box, Map<RightsTable, String> other)
            throws IOException {
        var wrong = new EnumMap<RightsTable, TreeSet<String>>(RightsTable.class);
        for (var row : RightsTable.values()) {
            for (var rights : RightsTable.rightsToTry()) {
                box.prepare(rights);
                if (row == LSUB) {
                    box.subscribe(rights);
                }
                boolean expected = RightsTable.isEnough(rights, other.getOrDefault(row, row.needed()));
                if (row.succeeds(box) != expected) {
                    wrong.computeIfAbsent(row, _ -> new TreeSet<>())
                            .add((expected ? "refused with " : "done with ") + rights + " " + box.refusals());
                }
            }
        }
        return wrong;
    }

    @Test
    void everyCommandNeedsItsRightsAndNoOthers() throws IOException {
        try (var site = sharing();
                var box = new SharedBox(user -> login(site, user))) {
            assertEquals("", text(wrong(box, Map.of())));
        }
    }

    /** Whoever has no right at all learns nothing, not even that there is a mailbox. RFC 4314 section 4. */
    @Test
    void mailboxWithoutRightsIsAsOneThatDoesNotExist() throws IOException {
        try (var site = sharing();
                var box = new SharedBox(user -> login(site, user))) {
            for (var row : RightsTable.values()) {
                box.prepare("");
                row.succeeds(box);
                var hidden = box.refusals();
                box.prepareNothing();
                row.succeeds(box);
                assertEquals(box.refusals(), hidden, row::toString);
            }
        }
    }

    @Test
    void realDovecotDiffersInWhatIsListedHere() throws IOException, InterruptedException {
        try (var dovecot = new RealDovecotSite(folder, "", "");
                var box = new SharedBox(dovecot::login)) {
            assertEquals("", text(wrong(box, DOVECOT)));
        }
    }

    private static ImapClient login(Site site, String user) throws IOException {
        var client = site.connect();
        client.login(user);
        return client;
    }

    private static String text(Map<RightsTable, TreeSet<String>> wrong) {
        var text = new StringBuilder();
        new TreeMap<>(wrong).forEach((row, rights) -> text.append(row)
                .append(" (")
                .append(row.needed())
                .append(")\n  ")
                .append(String.join("\n  ", rights))
                .append('\n'));
        return text.toString();
    }

    private Site sharing() throws IOException {
        var site = new Site(folder);
        Files.writeString(folder.resolve("users"), """
                anna@example.org:{PLAIN}pw::::::
                ben@example.org:{PLAIN}pw::::::
                """);
        return site.with("""
                mail_plugins = acl quota
                mail_fsync = never
                protocol imap {
                  mail_plugins = $mail_plugins imap_acl imap_quota
                }
                namespace inbox {
                  type = private
                  separator = /
                  prefix =
                  inbox = yes
                }
                namespace {
                  type = shared
                  separator = /
                  prefix = shared/%%%%u/
                  location = maildir:%%%%h/Maildir
                  subscriptions = no
                  list = children
                }
                plugin {
                  acl = vfile:cache_secs=0
                  acl_shared_dict = file:%1$s/shared-mailboxes
                  acl_anyone = allow
                  quota = maildir:User quota
                  quota_rule = *:storage=10M
                }
                """.formatted(folder)).start();
    }
}
