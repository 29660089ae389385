package org.mailloft.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.admin.command.AllCommands;
import org.mailloft.admin.http.AdminSettings;
import org.mailloft.admin.http.HttpApi;
import org.mailloft.auth.AuthRequest;
import org.mailloft.auth.LookupResult;
import org.mailloft.auth.UserRecord;
import org.mailloft.conf.Secret;
import org.mailloft.doveadm.AdminClient;
import org.mailloft.doveadm.AdminReply;
import org.mailloft.doveadm.Doveadm;
import org.mailloft.net.Capacity;
import org.mailloft.net.Endpoint;
import org.mailloft.net.ListenerSettings;
import org.mailloft.net.SessionRegistry;
import org.mailloft.net.netty.Clients;
import org.mailloft.net.netty.EventLoops;
import org.mailloft.net.netty.NettyListener;
import org.mailloft.routing.AddressRouting;
import org.mailloft.routing.Groups;
import org.mailloft.storage.StorageSettings;
import org.mailloft.storage.disk.RealDisk;
import org.mailloft.storage.maildir.MaildirStores;
import org.mailloft.testkit.FakeAuthentication;
import org.mailloft.testkit.RealDovecot;

/** Our doveadm against the real one: the same Maildir, the same arguments, the same output and exit code. */
class DoveadmIT {

    private static final String ANNA = "anna@example.org";

    private static final List<String> FORMATS = List.of("", "flow", "pager", "tab", "table", "json");

    /** Arguments after the format; {@code #} divides them. */
    private static final List<String> COMMANDS = List.of(
            "mailbox#list#-u#anna@example.org",
            "mailbox#list#-u#anna@example.org#I*",
            "mailbox#list#-u#anna@example.org#nothing*",
            "mailbox#list#-A#INBOX",
            "mailbox#list#INBOX#-u#*@example.org",
            "mailbox#status#-u#anna@example.org#messages uidnext uidvalidity unseen vsize guid#INBOX",
            "mailbox#status#-u#anna@example.org#all#nothing*",
            "mailbox#status#-t#-u#anna@example.org#messages vsize#*",
            "search#-u#anna@example.org#mailbox#INBOX#all",
            "search#-u#anna@example.org#mailbox#INBOX#(#subject#hi#or#subject#second#)#not#uid#7",
            "search#-u#anna@example.org#mailbox#INBOX#uid#2:*#or#1",
            "search#-u#anna@example.org#mailbox#INBOX#larger#1k",
            "search#-u#anna@example.org#mailbox#INBOX#since#1w#before#2999-01-01",
            "search#-u#anna@example.org#mailbox#INBOX#senton#2-Jan-2023",
            "search#-u#anna@example.org#mailbox#INBOX#body#b\u00f6dy",
            "search#-u#anna@example.org#mailbox#INBOX#header#X-Multi#two",
            "search#-A#mailbox#INBOX#undeleted",
            "fetch#-u#anna@example.org#user mailbox mailbox-guid seq uid guid hdr.subject hdr.x-multi hdr.nope"
                    + " size.physical size.virtual date.sent date.sent.unixtime refcount pop3.order#mailbox#INBOX",
            "fetch#-A#uid#mailbox#INBOX");

    /** Values of several lines have no place in a table, and in the tab format Dovecot puts a second tab after them. */
    private static final List<String> MULTILINE =
            List.of("fetch#-u#anna@example.org#uid hdr body#mailbox#INBOX", "fetch#-u#anna@example.org#text#uid#2");

    private static final List<String> REFUSED = List.of(
            "mailbox#list#-u#nobody",
            "mailbox#status#-u#anna@example.org#messages#nothing",
            "mailbox#status#-u#anna@example.org#messages foo#INBOX",
            "mailbox#status#-t#-u#anna@example.org#uidnext#*",
            "mailbox#status#-u#anna@example.org#messages",
            "mailbox#delete#-u#anna@example.org#nothing",
            "mailbox#rename#-u#anna@example.org#nothing#else",
            "mailbox#create#-u#anna@example.org#INBOX",
            "search#-u#anna@example.org#mailbox#nothing#all",
            "search#-u#anna@example.org#mailbox#INBOX#foo",
            "search#-u#anna@example.org#mailbox#INBOX#(#all",
            "search#-u#anna@example.org#mailbox#INBOX#since#whenever",
            "search#-u#anna@example.org#mailbox#INBOX#larger#x",
            "search#-u#anna@example.org#mailbox#INBOX#subject",
            "search#-u#anna@example.org",
            "who#one#two",
            "kick",
            "mailbox#list#-q",
            "-f#foo#who");

    @TempDir
    private static Path folder;

    private static RealDovecot dovecot;
    private static EventLoops loops;
    private static MaildirStores stores;
    private static NettyListener listener;
    private static Path socket;

    @BeforeAll
    static void start() throws Exception {
        RealDovecot.missing().ifPresent(Assumptions::abort);
        dovecot = RealDovecot.start(folder);
        deliver("ben@example.org", "\n");
        deliver("carla@example.org", "\n");
        deliver(
                ANNA,
                "Subject: hi\nX-Multi: one\nX-Multi: two\n folded\nDate: Mon, 02 Jan 2023 09:11:12 +0100\n\nb\u00f6dy\n");
        deliver(ANNA, "Subject: =?utf-8?q?second_=C3=A4?=\n\n" + "x\n".repeat(800));
        deliver(ANNA, "no header at all\n\u00ff\n");
        dovecot.doveadm(List.of("mailbox", "create", "-u", ANNA, "Archive.2026", "\u00c4rger"));
        stores = new MaildirStores(StorageSettings.DEFAULTS, new RealDisk(), Clock.systemDefaultZone(), "mx");
        loops = new EventLoops(1);
        socket = folder.resolve("doveadm-server");
        var services = new AdminServices(
                new Users(),
                stores,
                MailDefaults.NONE,
                new SessionRegistry(),
                new Office().services.server(),
                Office.homes(stores),
                AddressRouting.NONE,
                Groups.NONE,
                Office.insight(stores),
                Clock.systemDefaultZone());
        listener = new NettyListener(
                        loops,
                        new ListenerSettings("doveadm", new Endpoint.Unix(socket, 0600, "", ""), false),
                        Optional::empty,
                        Clients.of("doveadm", Capacity.UNLIMITED),
                        new HttpApi(
                                AllCommands.with(services),
                                new AdminSettings(Secret.EMPTY, Secret.EMPTY),
                                Clock.systemUTC()))
                .start();
    }

    @AfterAll
    static void stop() {
        if (listener != null) {
            listener.close();
            stores.close();
            loops.close();
        }
        if (dovecot != null) {
            dovecot.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> outputIsTheSame() {
        var cases = new ArrayList<String>();
        for (var format : FORMATS) {
            var prefix = format.isEmpty() ? "" : "-f#" + format + "#";
            COMMANDS.forEach(command -> cases.add(prefix + command));
            if (!List.of("table", "tab").contains(format)) {
                MULTILINE.forEach(command -> cases.add(prefix + command));
            }
        }
        return cases.stream()
                .map(command -> DynamicTest.dynamicTest(command.replace('#', ' '), () -> {
                    var args = List.of(command.split("#"));
                    var theirs = dovecot.doveadm(args);
                    var own = ours(args);
                    assertEquals(sorted(theirs.out(), command), sorted(own.out(), command));
                    assertEquals(theirs.err(), own.err());
                    assertEquals(theirs.exitCode(), own.exitCode());
                }));
    }

    /** Mailboxes are listed in an order of its own by each of the two. */
    private static List<String> sorted(String out, String command) {
        var lines =
                out.replace("},{", "},\n{").replaceAll("[\\[\\]]|(?m),$", "").lines();
        return command.contains("list") ? lines.sorted().toList() : lines.toList();
    }

    @TestFactory
    Stream<DynamicTest> refusalsAreTheSame() {
        return REFUSED.stream()
                .map(command -> DynamicTest.dynamicTest(command.replace('#', ' '), () -> {
                    var args = List.of(command.split("#"));
                    var theirs = dovecot.doveadm(args);
                    var own = ours(args);
                    assertEquals(theirs.err(), own.err());
                    assertEquals(theirs.exitCode(), own.exitCode());
                }));
    }

    @Test
    void onlyTheOwnerMayOpenTheSocket() throws IOException {
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
    }

    @Test
    void programsUseTheClient() {
        var client = AdminClient.connect(socket);
        var reply = (AdminReply.Success) client.call("mailbox list", Map.of("user", ANNA, "mailboxMask", "INBOX"));
        assertEquals(List.of(Map.of("mailbox", "INBOX")), reply.rows());
        assertEquals(new AdminReply.AdminError("exitCode", 67), client.call("mailboxList", Map.of("user", "nobody")));
        assertEquals(new AdminReply.AdminError("unknownMethod", 0), client.call("nothing", Map.of()));
    }

    @Test
    void mailboxesAreMadeRenamedAndRemoved() throws Exception {
        for (var command : List.of(
                "mailbox create -u ben@example.org -s a.b",
                "mailbox rename -u ben@example.org -s a.b a.c",
                "mailbox unsubscribe -u ben@example.org a.c",
                "mailbox delete -u ben@example.org a.c")) {
            var own = ours(List.of(command.split(" ")));
            assertEquals(new RealDovecot.Printed("", "", 0), own, command);
        }
        var left = dovecot.doveadm(List.of("mailbox", "list", "-u", "ben@example.org", "a*"));
        assertEquals("", left.out());
    }

    @Test
    void missingServerIsToldInOneSentence() {
        var nowhere = folder.resolve("nowhere");
        var printed = ours(List.of("who", "-a", nowhere.toString()));
        assertEquals(75, printed.exitCode());
        assertEquals("Fatal: Mailloft is not running (nobody listens at " + nowhere + ")\n", printed.err());
    }

    @Test
    void deadSocketIsToldLikewise() throws IOException {
        var left = folder.resolve("left-over");
        try (var server = java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
            server.bind(java.net.UnixDomainSocketAddress.of(left));
        }
        var printed = ours(List.of("who", "-a", left.toString()));
        assertTrue(printed.err().startsWith("Fatal: Mailloft is not running"), printed.err());
    }

    private static RealDovecot.Printed ours(List<String> args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var all = new ArrayList<>(List.of("-o", "base_dir=" + folder));
        all.addAll(args);
        int code = new Doveadm(Map.of()).execute(all.toArray(String[]::new), out, err);
        return new RealDovecot.Printed(
                out.toString(StandardCharsets.ISO_8859_1), err.toString(StandardCharsets.ISO_8859_1), code);
    }

    private static void deliver(String recipient, String message) throws IOException {
        try (var client = new Socket(InetAddress.getLoopbackAddress(), dovecot.port())) {
            client.setSoTimeout(20_000);
            var text = "LHLO x\nMAIL FROM:<>\nRCPT TO:<" + recipient + ">\nDATA\n" + message + ".\nQUIT\n";
            client.getOutputStream().write(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            var replies = new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertTrue(replies.contains(" Saved"), replies);
        }
    }

    /** The users of the real Dovecot, with their homes there. */
    private static final class Users extends Delegate {

        Users() {
            super(FakeAuthentication.ofThree());
        }

        @Override
        public LookupResult lookup(String username, AuthRequest request) {
            return super.lookup(username, request) instanceof LookupResult.Found(var user)
                    ? new LookupResult.Found(new UserRecord(
                            user.name(), dovecot.home(user.name().replaceFirst("@.*", "")), "", "", Map.of()))
                    : new LookupResult.Unknown();
        }
    }
}
