package org.mailloft.installation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mailloft.testing.Program;
import org.mailloft.testing.TestNetwork;

/**
 * The story of a mail server, from {@code apt install} on a clean Debian to its removal, told by somebody outside who sends
 * and reads mail, and by its administrator.
 *
 * <p>Runs where the property {@code mailloft.packages} names a folder with our packages. {@code mailloft.machine=chroot}
 * starts the daemons by hand, also where a container could boot.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class CleanSystemIT {

    private static final Duration INSTALLATION = Duration.ofMinutes(4);

    /** What is open to others after the installation, and no other port. */
    private static final Set<Integer> OPEN = Set.of(25, 143, 465, 587, 993);

    private static final List<String> UNITS = List.of("slapd", "postfix", "mailloft", "mailloft-listener");

    private static final String MAIL = "/var/spool/dovecot";

    private static final String APT = "DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o Dpkg::Use-Pty=0 ";

    private static final Path TARGET = Path.of("target").toAbsolutePath();

    private List<Path> packages;
    private Site site;
    private Machine machine;
    private MailClient outside;
    private boolean serves;
    private String kept;
    private String tables;

    @RegisterExtension
    final Told told = new Told(begin -> machine == null ? "" : machine.log(begin));

    @BeforeAll
    void bootsCleanDebian() throws Exception {
        packages = Packages.in(Path.of(System.getProperty("mailloft.packages", "none")));
        assumeTrue(!packages.isEmpty(), "no packages: dev/test --install builds them and runs this");
        var whyNot = TestNetwork.whyNot();
        assumeTrue(whyNot.isEmpty(), () -> whyNot.orElseThrow());
        for (var program : List.of("debootstrap", "apt-ftparchive", "swaks", "curl", "mbsync", "python3")) {
            assumeTrue(isInstalled(program), "the program " + program + " is missing");
        }
        var root = TARGET.resolve("system");
        for (var left : List.of(root, TARGET.resolve("outside"), TARGET.resolve("later"))) {
            CleanDebian.remove(left); // of an earlier run
        }
        new CleanDebian(TARGET.resolve("debian")).unpack(root, packages, "mailloft");
        Site.name(root);
        site = Site.open();
        tables = tablesHere();
        machine = start(root);
        System.out.println("the system runs " + machine.kind());
        outside = new MailClient(site.outside, TARGET.resolve("outside"), machine.file("/etc/mailloft/ssl/ca.pem"));
    }

    /** A container that systemd boots, or what comes closest to it. */
    private Machine start(Path root) throws IOException, InterruptedException {
        if (!System.getProperty("mailloft.machine", "").equals("chroot")) {
            var booted = new BootedMachine(root, site.server);
            try {
                booted.start();
                return booted;
            } catch (IOException | AssertionError cannot) {
                booted.kill();
                System.out.println("systemd-nspawn cannot boot here, so in a chroot: " + cannot.getMessage());
            }
        }
        var byHand = new HandStartedMachine(root, site.server);
        byHand.start();
        return byHand;
    }

    private static boolean isInstalled(String program) throws IOException {
        return Program.run(Duration.ofSeconds(5), "sh", "-c", "command -v " + program)
                .well();
    }

    @AfterAll
    void leavesNothingBehind() throws Exception {
        try {
            if (machine != null) {
                machine.stop();
            }
        } finally {
            if (machine != null) {
                machine.kill();
            }
            if (site != null) {
                site.close();
            }
        }
        if (machine != null) {
            var mounts = Files.readString(Path.of("/proc/mounts"));
            assertFalse(mounts.contains(machine.root.toString()), mounts);
            var spaces = Program.run(Duration.ofSeconds(5), "ip", "netns", "list");
            assertFalse(spaces.output().contains(site.server.namespace()), spaces::output);
            var processes = Program.run(Duration.ofSeconds(5), "sh", "-c", "readlink /proc/[0-9]*/root || true");
            assertFalse(processes.output().contains(machine.root.toString()), processes::output);
            assertEquals(tables, tablesHere(), "what filters the packets of the machine that runs the test");
        }
    }

    /** Whether the packet filter of the machine that runs the test, not of the one under test, has a table of ours. */
    private static String tablesHere() throws IOException {
        return Program.run(Duration.ofSeconds(5), "sh", "-c", "nft list tables | grep mailloft || true")
                .output();
    }

    @Test
    @Order(10)
    @DisplayName("apt installs it without a question, and everything runs")
    void installs() throws Exception {
        var said = machine.sh(INSTALLATION, APT + "install mailloft");
        said.lines().filter(line -> line.matches("[EW]: .*|mailloft.*")).forEach(System.out::println);
        machine.startServices();
        for (var unit : UNITS) {
            Patience.untilTrue(Duration.ofSeconds(60), unit + " to run", () -> machine.isRunning(unit));
        }
        Patience.untilTrue(Duration.ofSeconds(30), "an IMAP server", () -> outside.reaches(Site.SERVER_IPV4, 143));
        serves = true;
    }

    @Test
    @Order(11)
    @DisplayName("open to others are the ports of mail, and nothing else")
    void opensThePortsOfMailOnly() throws Exception {
        needsService();
        var listening = Pattern.compile(":(\\d+) ")
                .matcher(machine.sh("ss --no-header --listening --tcp --numeric"))
                .results()
                .map(match -> Integer.valueOf(match.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
        listening.addAll(OPEN);
        listening.addAll(List.of(24, 110, 389, 636, 995, 3659, 4190, 8080, 12340));
        for (var address : List.of(Site.SERVER_IPV4, Site.SERVER_IPV6)) {
            var open = new TreeSet<Integer>();
            for (var port : listening) {
                if (outside.reaches(address, port)) {
                    open.add(port);
                }
            }
            // Postfix listens on IPv4 only, as in UCS, unless mail/postfix/inet/protocols says more
            var expected = new TreeSet<>(OPEN);
            if (address.equals(Site.SERVER_IPV6)) {
                expected.retainAll(Set.of(143, 993));
            }
            assertEquals(expected, open, address);
        }
    }

    @Test
    @Order(20)
    @DisplayName("people, a group, a list and a shared folder come into the directory, and get mail within seconds")
    void servesWhomTheDirectoryNames() throws Exception {
        needsService();
        Files.writeString(machine.file("/root/people.ldif"), People.entries());
        machine.sh("ldapadd -Q -H ldapi:/// -Y EXTERNAL -f /root/people.ldif");
        var subject = outside.subject("first");
        Patience.untilTrue(Duration.ofSeconds(15), "a mailbox for Ann", () -> outside.swaks(
                        "out@example.net", People.ANN.address(), subject)
                .well());
        outside.awaitMail(People.ANN, "INBOX", subject);
    }

    @Test
    @Order(21)
    @DisplayName("mail to an alias, a group and a list reaches those it is for")
    void resolvesAddresses() throws Exception {
        needsService();
        var alias = send(People.ALIAS);
        var group = send(People.GROUP);
        var list = send(People.LIST);
        outside.awaitMail(People.ANN, "INBOX", alias);
        outside.awaitMail(People.ANN, "INBOX", group);
        outside.awaitMail(People.BEN, "INBOX", group);
        outside.awaitMail(People.BEN, "INBOX", list);
        assertFalse(outside.has(People.BEN, "INBOX", alias), "Ben has mail to Ann's alias");
        assertFalse(outside.has(People.ANN, "INBOX", list), "Ann has mail of a list that she is not on");
    }

    @Test
    @Order(22)
    @DisplayName("mail to a shared folder is there for its readers, and only who may write writes")
    void deliversToSharedFolder() throws Exception {
        needsService();
        var folder = "shared/" + People.SHARED;
        var subject = send(People.SHARED);
        outside.awaitMail(People.ANN, folder, subject);
        outside.awaitMail(People.BEN, folder, subject);
        assertTrue(
                outside.imap(People.ANN, folder, "STORE 1 +FLAGS (\\Flagged)").well(), "Ann may flag");
        // as in Dovecot: flags that one may not set are left out, the command succeeds
        outside.imap(People.BEN, folder, "STORE 1 +FLAGS (\\Deleted)").orFail();
        var flags = outside.imap(People.ANN, folder, "FETCH 1 FLAGS").orFail();
        assertTrue(flags.contains("\\Flagged") && !flags.contains("FLAGS (\\Deleted"), flags);
    }

    @Test
    @Order(23)
    @DisplayName("unknown recipients and domains of others are refused in the session")
    void refusesUnknown() throws Exception {
        needsService();
        var unknown = outside.swaks("out@example.net", "nobody@" + Site.DOMAIN, "unknown");
        assertFalse(unknown.well());
        assertTrue(unknown.output().contains(" 550 5.1.1 "), unknown::output);
        var relay = outside.swaks("out@example.net", "somebody@example.org", "relay");
        assertTrue(relay.output().contains(" 554 5.7.1 "), relay::output);
    }

    @Test
    @Order(24)
    @DisplayName("who is over quota is told so before the message is sent")
    void refusesOverQuota() throws Exception {
        needsService();
        var subject = outside.subject("large");
        outside.sendLarge(People.CARA.address(), subject, 700_000).orFail();
        outside.awaitMail(People.CARA, "INBOX", subject);
        var refused = outside.sendLarge(People.CARA.address(), outside.subject("large"), 700_000);
        assertFalse(refused.well());
        assertTrue(refused.output().contains("< 552 5.2.2 "), refused::output);
        assertFalse(refused.output().contains("> DATA"), refused::output);
    }

    @Test
    @Order(30)
    @DisplayName("a mail program reads by IMAPS and by STARTTLS, and mbsync takes all of it along")
    void isReadByMailPrograms() throws Exception {
        needsService();
        var subject = send(People.BEN.address());
        outside.awaitMail(People.BEN, "INBOX", subject);
        var credentials = People.BEN.login() + ":" + People.BEN.password();
        outside.curl("imap", "INBOX", "--ssl-reqd", "--user", credentials, "--request", "FETCH 1 FLAGS")
                .orFail();
        var maildir = outside.mbsync(People.BEN);
        try (var files = Files.walk(maildir)) {
            var texts =
                    files.filter(Files::isRegularFile).map(CleanSystemIT::text).toList();
            assertTrue(texts.stream().anyMatch(text -> text.contains(subject)), "mbsync brought " + texts.size());
        }
    }

    @Test
    @Order(31)
    @DisplayName("no password in clear, no login with a wrong one or with a closed account")
    void refusesLogins() throws Exception {
        needsService();
        var plain = outside.curl("imap", "", "--user", People.ANN.login() + ":" + People.ANN.password());
        assertFalse(plain.well());
        assertTrue(plain.output().contains("LOGINDISABLED"), plain::output);
        var clear = outside.run("swaks", "--server", Site.HOST, "--port", "587", "--quit-after", "EHLO");
        assertFalse(clear.orFail().contains("AUTH"), clear::output);
        var exchange = outside.run("swaks", "--server", Site.HOST, "--port", "25", "--tls", "--quit-after", "EHLO");
        assertFalse(exchange.orFail().contains("AUTH"), exchange::output);
        var wrong = new Person(People.ANN.uid(), "wrong", List.of());
        for (var person : List.of(wrong, People.DAN)) {
            var imap = outside.imap(person, "", "NOOP");
            assertTrue(imap.output().contains("[AUTHENTICATIONFAILED]"), imap::output);
            var smtp = submit(person, person.address(), "refused", "--port", "587", "--tls");
            assertTrue(smtp.output().contains(" 535 5.7.8 "), smtp::output);
        }
    }

    @Test
    @Order(32)
    @DisplayName("people send by 587 and 465 with their password, as themselves only")
    void submits() throws Exception {
        needsService();
        for (var way : List.of(List.of("587", "--tls"), List.of("465", "--tls-on-connect"))) {
            for (var mechanism : List.of("PLAIN", "LOGIN")) {
                var subject = outside.subject("submitted");
                submit(
                                People.ANN,
                                People.ANN.address(),
                                subject,
                                "--port",
                                way.getFirst(),
                                way.getLast(),
                                "--auth",
                                mechanism)
                        .orFail();
                outside.awaitMail(People.BEN, "INBOX", subject);
            }
        }
        submit(People.ANN, People.ALIAS, outside.subject("alias"), "--port", "587", "--tls")
                .orFail();
        var forged = submit(People.ANN, People.BEN.address(), "forged", "--port", "587", "--tls");
        assertTrue(forged.output().contains(" 553 5.7.1 "), forged::output);
    }

    @Test
    @Order(40)
    @DisplayName("ucr set reaches Postfix, the mail server and the firewall at once")
    void appliesSettings() throws Exception {
        needsService();
        machine.sh("ucr set mail/messagesizelimit=20480000");
        assertTrue(ehlo().contains("SIZE 20480000"), "SIZE of Postfix");

        machine.sh("ucr set 'mail/dovecot/mailboxes/special/Gesendete Objekte=\\Sent'"
                + " 'mail/dovecot/mailboxes/auto/Gesendete Objekte=subscribe'");
        var folders = outside.imap(People.ANN, "", "LIST \"\" \"*\"");
        assertTrue(folders.output().contains("Gesendete Objekte"), folders::output);

        machine.sh("ucr set security/packetfilter/tcp/143/all=DROP");
        assertFalse(outside.reaches(Site.SERVER_IPV4, 143), "143 is dropped");
        machine.sh("ucr unset security/packetfilter/tcp/143/all");
        assertTrue(outside.reaches(Site.SERVER_IPV4, 143), "143 is open again");
    }

    @Test
    @Order(41)
    @DisplayName("a value that makes no sense changes nothing, and the command says why")
    void refusesBadSettings() throws Exception {
        needsService();
        var refused = machine.run("ucr", "set", "mail/messagesizelimit=much");
        assertFalse(refused.well());
        assertTrue(refused.output().contains("mail/messagesizelimit"), refused::output);
        assertTrue(ehlo().contains("SIZE 20480000"), "SIZE of Postfix");
    }

    @Test
    @Order(50)
    @DisplayName("a killed mail server comes back by itself")
    void isRestarted() throws Exception {
        needsService();
        assumeTrue(machine instanceof BootedMachine, "nobody restarts daemons " + machine.kind());
        machine.sh("systemctl kill --kill-whom=main --signal=KILL mailloft");
        Patience.untilTrue(
                Duration.ofSeconds(30), "a mail server after the killed one", () -> outside.imap(People.ANN, "", "NOOP")
                        .well());
        var subject = send(People.ANN.address());
        outside.awaitMail(People.ANN, "INBOX", subject);
    }

    @Test
    @Order(51)
    @DisplayName("a mail server that hangs is ended and comes back")
    void isRestartedWhenItHangs() throws Exception {
        needsService();
        assumeTrue(machine instanceof BootedMachine, "nobody restarts daemons " + machine.kind());
        var dropIn = "/run/systemd/system/mailloft.service.d/99-impatient.conf";
        machine.sh("mkdir -p $(dirname " + dropIn + "); echo '[Service]' >" + dropIn + "; echo WatchdogSec=15s >>"
                + dropIn + "; systemctl daemon-reload; systemctl restart mailloft");
        try {
            machine.sh("kill -STOP $(systemctl show --value --property=MainPID mailloft)");
            Patience.untilTrue(Duration.ofSeconds(60), "systemd to lose patience", () -> !machine.sh(
                            "systemctl show --value --property=NRestarts mailloft")
                    .strip()
                    .equals("0"));
        } finally {
            machine.sh("rm " + dropIn + "; systemctl daemon-reload; systemctl restart mailloft");
        }
        outside.awaitMail(People.ANN, "INBOX", send(People.ANN.address()));
    }

    @Test
    @Order(52)
    @DisplayName("a reload waits for its outcome, and nobody is disconnected")
    void reloads() throws Exception {
        needsService();
        assumeTrue(machine instanceof BootedMachine, "there is no systemctl " + machine.kind());
        var process = machine.sh("systemctl show --value --property=MainPID mailloft");
        machine.sh("systemctl reload mailloft");
        machine.sh("echo 'no_such_setting = yes' >/etc/mailloft/local.conf");
        try {
            assertFalse(machine.run("systemctl", "reload", "mailloft").well(), "a wrong configuration was taken");
            var status = machine.sh("systemctl show --value --property=StatusText mailloft");
            assertTrue(status.contains("no_such_setting"), status);
        } finally {
            machine.sh("rm /etc/mailloft/local.conf; systemctl reload mailloft");
        }
        assertEquals(process, machine.sh("systemctl show --value --property=MainPID mailloft"));
    }

    @Test
    @Order(53)
    @DisplayName("Postfix may use its sockets, and nobody else on the host any of the mail server's")
    void sharesSocketsWithPostfixOnly() throws Exception {
        needsService();
        var connect = "runuser -u %s -- perl -MIO::Socket::UNIX -e 'exit !IO::Socket::UNIX->new(shift)' %s";
        var forPostfix = List.of("/var/spool/postfix/private/auth", "/var/spool/postfix/private/dovecot-lmtp");
        for (var socket : forPostfix) {
            machine.sh(connect.formatted("postfix", socket));
        }
        var sockets = machine.sh("find /run/mailloft /var/spool/postfix/mailloft -type s")
                .lines()
                .toList();
        assertTrue(sockets.size() > forPostfix.size(), sockets::toString);
        for (var socket : sockets) {
            assertFalse(
                    machine.run("sh", "-c", connect.formatted("nobody", socket)).well(), socket);
        }
    }

    @Test
    @Order(59)
    @DisplayName("the logs name no password, and have no line that only its programmer understands")
    void logsForPeople() throws Exception {
        needsService();
        var noise = new Noise(List.of(People.ANN, People.BEN, People.CARA, People.DAN));
        assertEquals("", String.join("\n", noise.in(machine.logs())));
    }

    @Test
    @Order(60)
    @DisplayName("after a reboot all of it is there again")
    void survivesReboot() throws Exception {
        needsService();
        var before = send(People.ANN.address());
        outside.awaitMail(People.ANN, "INBOX", before);
        serves = false;
        machine.reboot();
        awaitService();
        assertTrue(outside.has(People.ANN, "INBOX", before), "mail from before the reboot");
        outside.awaitMail(People.ANN, "INBOX", send(People.ANN.address()));
        opensThePortsOfMailOnly();
    }

    @Test
    @Order(70)
    @DisplayName("an upgrade keeps mail and settings, and what the administrator wrote")
    void upgrades() throws Exception {
        needsService();
        var before = send(People.ANN.address());
        outside.awaitMail(People.ANN, "INBOX", before);
        var own = machine.file("/etc/mailloft/local.conf");
        Files.writeString(own, "# mine\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        CleanDebian.offer(machine.root, Packages.later(packages, TARGET.resolve("later")));
        serves = false;
        machine.sh("apt-get -q update");
        machine.stopServices();
        machine.sh(INSTALLATION, APT + "upgrade");
        assertTrue(machine.sh("dpkg-query -W mailloft-server").contains("later"), "the later version is installed");
        machine.startServices();
        awaitService();
        assertTrue(outside.has(People.ANN, "INBOX", before), "mail from before the upgrade");
        assertEquals("20480000", machine.sh("ucr get mail/messagesizelimit").strip());
        assertTrue(ehlo().contains("SIZE 20480000"), "SIZE of Postfix");
        assertTrue(Files.readString(own).contains("# mine"), "own lines");
        outside.awaitMail(People.ANN, "INBOX", send(People.ANN.address()));
    }

    @Test
    @Order(79)
    @DisplayName("neither have they after a reboot and an upgrade")
    void logsForPeopleToTheEnd() throws Exception {
        logsForPeople();
    }

    @Test
    @Order(80)
    @DisplayName("purged, it leaves no process, no socket and no rule, but the mail")
    void purges() throws Exception {
        needsService();
        kept = send(People.ANN.address());
        outside.awaitMail(People.ANN, "INBOX", kept);
        purge();
        assertTrue(Files.isDirectory(machine.file(MAIL + "/private/" + Site.DOMAIN)), "the mail is kept");
    }

    @Test
    @Order(81)
    @DisplayName("installed again, it goes on with the mail and the people that it had")
    void isInstalledAgain() throws Exception {
        assumeTrue(kept != null, "nothing was purged");
        machine.sh(INSTALLATION, APT + "install mailloft");
        machine.startServices();
        awaitService();
        assertTrue(outside.has(People.ANN, "INBOX", kept), "mail from before the purge");
        outside.awaitMail(People.ANN, "INBOX", send(People.ANN.address()));
    }

    @Test
    @Order(82)
    @DisplayName("purged by somebody who wants it so, it takes the mail along")
    void purgesMail() throws Exception {
        needsService();
        machine.sh("echo mailloft-server mailloft-server/purge-mail boolean true | debconf-set-selections");
        purge();
        assertFalse(Files.exists(machine.file(MAIL)), "mail is left");
        assertFalse(Files.exists(machine.file("/var/lib/dovecot")), "state of the mail server is left");
    }

    private void purge() throws Exception {
        serves = false;
        machine.stopServices();
        machine.sh(INSTALLATION, APT + "purge 'mailloft*'");
        assertEquals(
                "",
                machine.sh("dpkg-query -W -f '${db:Status-Status} ${Package}\\n' 'mailloft*' 2>/dev/null"
                        + " | grep -v '^not-installed' || true"));
        assertEquals(
                "",
                machine.sh(
                        "for p in /proc/[0-9]*; do tr '\\0' ' ' <$p/cmdline | grep /usr/lib/[m]ailloft || true; done"));
        assertFalse(machine.sh("nft list tables").contains("mailloft"), "a table of the packet filter is left");
        for (var gone : List.of("/usr/lib/mailloft", "/etc/mailloft", "/run/mailloft", "/var/spool/postfix/mailloft")) {
            assertFalse(Files.exists(machine.file(gone)), gone);
        }
    }

    private void needsService() {
        assumeTrue(serves, "an earlier chapter ended without a server");
    }

    private void awaitService() throws InterruptedException {
        Patience.untilTrue(
                Duration.ofSeconds(60),
                "mail servers",
                () -> outside.reaches(Site.SERVER_IPV4, 25) && outside.reaches(Site.SERVER_IPV4, 993));
        serves = true;
    }

    /** Sends from outside, and returns the subject. */
    private String send(String to) throws IOException {
        var subject = outside.subject("to " + to);
        outside.swaks("out@example.net", to, subject).orFail();
        return subject;
    }

    private Program.Ended submit(Person who, String from, String subject, String... way) throws IOException {
        var more = new ArrayList<>(List.of(way));
        more.addAll(List.of("--auth-user", who.login(), "--auth-password", who.password()));
        if (!more.contains("--auth")) {
            more.addAll(List.of("--auth", "PLAIN"));
        }
        return outside.swaks(from, People.BEN.address(), subject, more.toArray(String[]::new));
    }

    private String ehlo() throws IOException {
        return outside.run("swaks", "--server", Site.HOST, "--quit-after", "EHLO")
                .orFail();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
