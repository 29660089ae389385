package org.mailloft.storage.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailloft.storage.FlagChange;
import org.mailloft.storage.Flags;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailFailure.Reason;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.MailboxEntry;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.NamespaceSettings;
import org.mailloft.storage.SystemFlag;
import org.mailloft.storage.UidSet;
import org.mailloft.storage.acl.AclChange.Mode;
import org.mailloft.storage.memory.MemoryFile;
import org.mailloft.storage.memory.MemoryStore;
import org.mailloft.storage.shared.SharedLayer;
import org.mailloft.storage.stack.StoreStack;

/** Anna shares a mailbox with Ben, right by right. */
class AclStoreTest {

    private static final NamespaceSettings SHARED = new NamespaceSettings(
            "", "shared", "/", "shared/%%u/", "maildir:%%h", false, false, "children", false, false, 0, List.of());
    private static final MailboxName BOX = name("Plans");
    private static final MailboxName SEEN = name("shared/anna@example.org/Plans");

    private final MemoryStore memory = new MemoryStore();
    private final Map<Path, MemoryFile> files = new HashMap<>();
    private final AclCache cache = new AclCache();
    private final Set<String> groupsOfBen = new HashSet<>();
    private MailStore anna;
    private MailStore ben;

    @BeforeEach
    void shareOneMailbox() {
        anna = open("anna@example.org", Entrance.CLIENT);
        ben = open("ben@example.org", Entrance.CLIENT);
        anna.create(BOX);
        add(anna, BOX);
    }

    @AfterEach
    void close() {
        anna.close();
        ben.close();
    }

    private MailStore open(String user, Entrance entrance) {
        Function<String, Optional<MailUser>> users =
                name -> name.endsWith("@example.org") ? Optional.of(user(name)) : Optional.empty();
        var settings = new AclSettings(
                List.of("acl"),
                Map.of(
                        "acl", "vfile:/global:cache_secs=300",
                        "acl_shared_dict", "file:/dict",
                        "acl_anyone", "allow"));
        var acl = new AclLayer(
                settings,
                cache,
                path -> files.computeIfAbsent(path, _ -> new MemoryFile(Clock.systemUTC())),
                who -> who.localPart().equals("ben") ? groupsOfBen : Set.of(),
                entrance);
        return new StoreStack(
                        memory,
                        List.of(new SharedLayer(List.of(SHARED), memory, users, (_, _, _, _) -> Optional.empty()), acl))
                .open(user(user));
    }

    private static MailUser user(String name) {
        return new MailUser(name, Path.of("/home", name), Map.of());
    }

    private static MailboxName name(String name) {
        return MailboxName.of(name, '/');
    }

    private static void add(MailStore store, MailboxName name, SystemFlag... flags) {
        try (var box = store.open(name, true);
                var message = box.receive()) {
            var octets = "Subject: x\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII);
            message.write(octets, 0, octets.length);
            box.append(List.of(new Mailbox.Append(message, Flags.of(flags), Instant.EPOCH)));
        }
    }

    private void grant(String letters) {
        grant(BOX, AclIdentifier.user("ben@example.org"), letters);
    }

    private void grant(MailboxName box, AclIdentifier who, String letters) {
        AccessControl.of(anna)
                .orElseThrow()
                .change(box, new AclChange(who, false, Mode.REPLACE, Rights.ofLetters(letters)));
    }

    private interface Action {
        void on(MailStore store);
    }

    /** What can be done with a mailbox, the rights that it takes, and nothing else. */
    private enum Operation {
        LIST(
                "l",
                store -> mustHold(
                        store.list().stream().anyMatch(entry -> entry.name().equals(SEEN)))),
        SUBSCRIBE("l", store -> store.subscribe(SEEN)),
        SELECT("r", store -> inBox(store, Mailbox::claimRecent)),
        STATUS("r", store -> store.status(SEEN)),
        READ("r", store -> inBox(store, box -> box.open(1))),
        REFRESH("r", store -> inBox(store, Mailbox::refresh)),
        COPY_FROM("r", store -> inBox(store, box -> into(store, MailboxName.INBOX, box, false))),
        MOVE_FROM("rte", store -> inBox(store, box -> into(store, MailboxName.INBOX, box, true))),
        COPY_INTO("i", store -> {
            add(store, MailboxName.INBOX);
            try (var inbox = store.open(MailboxName.INBOX, true)) {
                into(store, SEEN, inbox, false);
            }
        }),
        APPEND("i", store -> add(store, SEEN)),
        CHECK_ROOM("i", store -> store.checkRoom(SEEN, 10)),
        STORE_SEEN("rs", store -> inBox(store, box -> flag(box, SystemFlag.SEEN))),
        STORE_DELETED("rt", store -> inBox(store, box -> flag(box, SystemFlag.DELETED))),
        STORE_FLAGGED("rw", store -> inBox(store, box -> flag(box, SystemFlag.FLAGGED))),
        STORE_KEYWORD(
                "rw",
                store -> inBox(store, box -> {
                    box.store(UidSet.ALL, new FlagChange(FlagChange.Mode.ADD, new Flags(Set.of(), Set.of("work"))));
                    mustHold(box.view().flags(0).keywords().contains("work"));
                })),
        EXPUNGE("re", store -> inBox(store, box -> box.expunge(UidSet.ALL, false))),
        CREATE_BELOW("k", store -> store.create(new MailboxName(SEEN + "/New"))),
        DELETE("x", store -> store.delete(SEEN)),
        RENAME("xk", store -> store.rename(SEEN, new MailboxName(SEEN + "s/New"))),
        GETACL("a", store -> AccessControl.of(store).orElseThrow().acl(SEEN)),
        SETACL("a", store -> AccessControl.of(store)
                .orElseThrow()
                .change(SEEN, new AclChange(AclIdentifier.user("x"), false, Mode.REPLACE, Rights.ALL)));

        private final String needed;
        private final Action action;

        Operation(String needed, Action action) {
            this.needed = needed;
            this.action = action;
        }

        private interface InBox {
            void run(Mailbox box);
        }

        private static void inBox(MailStore store, InBox action) {
            try (var box = store.open(SEEN, true)) {
                action.run(box);
            }
        }

        private static void into(MailStore store, MailboxName target, Mailbox from, boolean moving) {
            try (var into = store.open(target, true)) {
                var copied = moving ? from.move(UidSet.ALL, into) : from.copy(UidSet.ALL, into);
                mustHold(!copied.target().isEmpty());
            }
        }

        private static void flag(Mailbox box, SystemFlag flag) {
            box.store(UidSet.ALL, new FlagChange(FlagChange.Mode.ADD, Flags.of(flag)));
            mustHold(box.view().has(0, flag));
        }

        /** What does nothing without a right, instead of failing. */
        private static void mustHold(boolean done) {
            if (!done) {
                throw new MailFailure(Reason.NO_PERMISSION, "nothing happened");
            }
        }
    }

    /** With every right but one, everything works that does not need it, and nothing that does. */
    @Test
    void everyOperationNeedsItsRightsAndNoOthers() {
        var wrong = new EnumMap<Operation, Set<Right>>(Operation.class);
        for (var operation : Operation.values()) {
            for (var missing : Right.values()) {
                var fresh = new AclStoreTest();
                fresh.shareOneMailbox();
                // Renaming is creating, too, and the place for it is above.
                fresh.grantAbove(missing);
                fresh.grant(Rights.ALL.minus(Rights.of(missing)).letters());
                boolean expected = operation.needed.indexOf(missing.letter()) < 0;
                if (fresh.allows(operation) != expected) {
                    wrong.computeIfAbsent(operation, _ -> EnumSet.noneOf(Right.class))
                            .add(missing);
                }
                fresh.close();
            }
        }
        assertEquals(Map.of(), wrong);
    }

    /** With just the rights it needs, it works, whatever else is missing. */
    @Test
    void everyOperationWorksWithItsRightsAlone() {
        var wrong = EnumSet.noneOf(Operation.class);
        for (var operation : Operation.values()) {
            var fresh = new AclStoreTest();
            fresh.shareOneMailbox();
            fresh.grant(MailboxName.INBOX, AclIdentifier.user("ben@example.org"), "k");
            fresh.grant(operation.needed);
            if (!fresh.allows(operation)) {
                wrong.add(operation);
            }
            fresh.close();
        }
        assertEquals(EnumSet.noneOf(Operation.class), wrong);
    }

    private void grantAbove(Right missing) {
        grant(
                MailboxName.INBOX,
                AclIdentifier.user("ben@example.org"),
                Rights.ALL.minus(Rights.of(missing)).letters());
    }

    private boolean allows(Operation operation) {
        try {
            operation.action.on(ben);
            return true;
        } catch (MailFailure e) {
            boolean denied = e.reason() == Reason.NO_PERMISSION || e.reason() == Reason.NOT_FOUND;
            assertTrue(denied, () -> operation + " gave " + e.reason() + " " + e.getMessage());
            return false;
        }
    }

    @Test
    void withoutLookupAMailboxDoesNotExist() {
        grant("");
        var failure = assertThrows(MailFailure.class, () -> ben.open(SEEN, false));
        assertEquals(Reason.NOT_FOUND, failure.reason());
        assertEquals("Mailbox doesn't exist: shared/anna@example.org/Plans", failure.clientText());
        grant("l");
        assertEquals(
                Reason.NO_PERMISSION,
                assertThrows(MailFailure.class, () -> ben.open(SEEN, false)).reason());
        assertFalse(ben.exists(name("shared/anna@example.org/Nothing")));
        assertFalse(ben.exists(name("shared/nobody@elsewhere/Plans")));
    }

    @Test
    void replacingFlagsLeavesThoseWithoutRightAsTheyAre() {
        try (var box = anna.open(BOX, true)) {
            box.store(
                    UidSet.ALL, new FlagChange(FlagChange.Mode.ADD, Flags.of(SystemFlag.DELETED, SystemFlag.FLAGGED)));
        }
        grant("lrw");
        try (var box = ben.open(SEEN, true)) {
            assertTrue(box.isWritable());
            assertEquals(
                    Set.of(SystemFlag.ANSWERED, SystemFlag.FLAGGED, SystemFlag.DRAFT),
                    box.settable().system());
            box.store(
                    UidSet.ALL,
                    new FlagChange(FlagChange.Mode.REPLACE, Flags.of(SystemFlag.SEEN, SystemFlag.ANSWERED)));
            assertEquals(
                    Set.of(SystemFlag.ANSWERED, SystemFlag.DELETED),
                    box.view().flags(0).system());
        }
    }

    @Test
    void messagesArriveOnlyWithFlagsThatMayBeSet() {
        grant("lrs" + "i");
        add(ben, SEEN, SystemFlag.SEEN, SystemFlag.FLAGGED);
        try (var box = ben.open(SEEN, false)) {
            assertEquals(Set.of(SystemFlag.SEEN), box.view().flags(1).system());
        }
    }

    @Test
    void mailboxWithNothingToChangeIsReadOnly() {
        grant("lrxka");
        try (var box = ben.open(SEEN, true)) {
            assertFalse(box.isWritable());
        }
    }

    @Test
    void groupsCountAtOnceInAnOpenSession() {
        grant(BOX, AclIdentifier.group("team"), "lr");
        assertFalse(ben.exists(SEEN));
        groupsOfBen.add("team");
        try (var box = ben.open(SEEN, false)) {
            assertTrue(names(ben).contains(SEEN.value()));
            groupsOfBen.clear();
            assertEquals(
                    Reason.NOT_FOUND,
                    assertThrows(MailFailure.class, box::refresh).reason());
        }
        assertFalse(names(ben).contains(SEEN.value()));
    }

    private static List<String> names(MailStore store) {
        return store.list().stream()
                .filter(MailboxEntry::selectable)
                .map(entry -> entry.name().value())
                .toList();
    }

    @Test
    void sharedMailboxesAreListedBelowTheirOwner() {
        anna.create(name("A/B"));
        grant(name("A/B"), AclIdentifier.ANYONE, "lr");
        grant("lr");
        assertEquals(List.of("INBOX", "shared/anna@example.org/A/B", "shared/anna@example.org/Plans"), names(ben));
        grant(MailboxName.INBOX, AclIdentifier.user("ben@example.org"), "lr");
        assertTrue(names(ben).contains("shared/anna@example.org"));
        assertEquals(List.of("INBOX", "A/B", "Plans"), names(anna));
        anna.delete(name("A/B"));
        anna.rename(BOX, name("Ideas"));
        assertEquals(List.of("INBOX", "shared/anna@example.org", "shared/anna@example.org/Ideas"), names(ben));
    }

    @Test
    void newMailboxHasTheRightsOfTheOneAbove() {
        grant("lrk");
        ben.create(name(SEEN + "/New"));
        assertEquals(
                "lrk",
                AccessControl.of(ben)
                        .orElseThrow()
                        .rightsOn(name(SEEN + "/New"))
                        .letters());
        anna.delete(BOX);
        anna.create(BOX);
        assertFalse(ben.exists(SEEN), "another mailbox of the same name is not shared");
    }

    @ParameterizedTest
    @CsvSource({"owner, '', a", "user=anna@example.org, lr, lra", "user=anna@example.org, lra, lra"})
    void ownerKeepsTheRightToChangeRights(String who, String letters, String left) {
        grant(BOX, AclIdentifier.parse(who), letters);
        assertEquals(left, AccessControl.of(anna).orElseThrow().rightsOn(BOX).letters());
    }

    @Test
    void globalFileCountsMoreThanTheMailbox() {
        global("shared/anna@example.org/* user=ben@example.org lr\n");
        grant("lrwstipekxa");
        assertEquals("lr", rightsOfBen(SEEN));
    }

    /** As Dovecot has it: lines for {@code shared/OWNER} are for all of his mailboxes in which nothing else is said. */
    @ParameterizedTest
    @CsvSource({
        "'',                                  lrws",
        "'user=carl@example.org lr',          lrws",
        "'user=ben@example.org p',            p",
        "'group=staff p',                     p",
        "'anyone i',                          i",
    })
    void globalFileNamesWhatHoldsByDefault(String entry, String rights) {
        global("shared/anna@example.org user=ben@example.org lrws\n");
        groupsOfBen.add("staff");
        if (!entry.isEmpty()) {
            var cut = entry.split(" ");
            grant(BOX, AclIdentifier.parse(cut[0]), cut[1]);
        }
        assertEquals(rights, rightsOfBen(SEEN));
        assertEquals("", rightsOfBen(name("shared/annalena@example.org/Plans")));
    }

    @Test
    void administratorChangesManyEntriesInOneStepAndSeesTheGlobalFileAnew() {
        grant("lr");
        grant(BOX, AclIdentifier.user("carl@example.org"), "l");
        assertEquals("lr", rightsOfBen(SEEN));
        write("shared/anna@example.org/* \"user=ben@example.org\" p\n");
        assertEquals("lr", rightsOfBen(SEEN), "believed for a while");
        var changes = List.of(
                new AclChange(AclIdentifier.user("ben@example.org"), false, Mode.CLEAR, Rights.NONE),
                new AclChange(AclIdentifier.group("staff"), false, Mode.REPLACE, Rights.ofLetters("lr")));
        try (var office = open("anna@example.org", Entrance.ADMINISTRATION)) {
            var control = AccessControl.of(office).orElseThrow();
            assertTrue(control.changeAll(BOX, changes));
            assertFalse(control.changeAll(BOX, changes));
            assertEquals(
                    List.of("group=staff", "user=carl@example.org"),
                    control.acl(BOX).entries().stream()
                            .map(entry -> entry.identifier().text())
                            .toList());
        }
        assertEquals("p", rightsOfBen(SEEN));
        assertThrows(
                MailFailure.class, () -> AccessControl.of(anna).orElseThrow().changeAll(BOX, changes));
    }

    @Test
    void prescribedEntriesComeAndGoAndThoseOfUsersStay() {
        grant(BOX, AclIdentifier.user("carl@example.org"), "l");
        try (var office = open("anna@example.org", Entrance.ADMINISTRATION)) {
            var prescribed = PrescribedEntries.of(office, BOX);
            var staff = AclFile.entry("""
                    "group=all \\"staff\\"" lrws""");
            assertTrue(prescribed.become(List.of(staff, AclFile.entry("user=ben@example.org lr"))));
            assertFalse(prescribed.become(List.of(AclFile.entry("user=ben@example.org lr"), staff)));
            assertEquals("group=all \"staff\" user=ben@example.org user=carl@example.org", identifiers(office));

            grant("lrw");
            assertTrue(prescribed.become(List.of(AclFile.entry("user=ben@example.org lr"))), "ben is put back");
            assertEquals("lr", rightsOfBen(SEEN));
            assertTrue(prescribed.become(List.of()));
            assertEquals("user=carl@example.org", identifiers(office));
        }
    }

    private static String identifiers(MailStore office) {
        return AccessControl.of(office).orElseThrow().acl(BOX).entries().stream()
                .map(entry -> entry.identifier().text())
                .collect(Collectors.joining(" "));
    }

    private void global(String text) {
        write(text);
        cache.forgetGlobal();
    }

    private void write(String text) {
        files.computeIfAbsent(Path.of("/global"), _ -> new MemoryFile(Clock.systemUTC()))
                .update(_ -> text.getBytes(StandardCharsets.UTF_8));
    }

    private String rightsOfBen(MailboxName box) {
        return AccessControl.of(ben).orElseThrow().rightsHeldOn(box).letters();
    }

    @Test
    void deliveryNeedsPostInsteadOfInsert() {
        try (var delivery = open("ben@example.org", Entrance.DELIVERY)) {
            grant("li");
            assertThrows(MailFailure.class, () -> add(delivery, SEEN));
            grant("lp");
            add(delivery, SEEN, SystemFlag.FLAGGED);
        }
        try (var box = anna.open(BOX, false)) {
            assertEquals(2, box.view().size());
        }
    }

    @Test
    void administratorsAreAskedForNothing() {
        grant("");
        try (var administration = open("ben@example.org", Entrance.ADMINISTRATION)) {
            add(administration, SEEN);
            assertEquals(2, administration.status(SEEN).messages());
        }
    }

    @Test
    void nothingIsRenamedOutOfTheMailOfOthers() {
        grant("lrwstipekxa");
        var failure = assertThrows(MailFailure.class, () -> ben.rename(SEEN, name("Mine")));
        assertEquals("Renaming not supported across non-private namespaces", failure.clientText());
        assertThrows(MailFailure.class, () -> ben.delete(name("shared/anna@example.org")));
    }

    @Test
    void unreadableFileGivesNobodyAnyRight() {
        grant("lr");
        try (var raw = memory.open(user("anna@example.org"))) {
            raw.sideFile(BOX, AclFile.NAME).update(_ -> "nonsense\n".getBytes(StandardCharsets.UTF_8));
        }
        try (var fresh = new StoreStack(
                        memory,
                        List.of(new AclLayer(
                                new AclSettings(List.of("acl"), Map.of("acl", "vfile")),
                                new AclCache(),
                                path -> files.get(path),
                                _ -> Set.of(),
                                Entrance.CLIENT)))
                .open(user("anna@example.org"))) {
            assertFalse(fresh.exists(BOX));
            assertTrue(fresh.exists(MailboxName.INBOX));
        }
    }

    @Test
    void nobodyLocksHimselfOutOfHisOwnMailByAGroupThatHeIsIn() {
        groupsOfBen.add("team");
        var own = name("Own");
        ben.create(own);
        var control = AccessControl.of(ben).orElseThrow();
        var team = AclIdentifier.groupOverride("team");
        var lockOut = new AclChange(team, false, Mode.REPLACE, Rights.ofLetters("lr"));
        assertEquals(
                Reason.NO_PERMISSION,
                assertThrows(MailFailure.class, () -> control.change(own, lockOut))
                        .reason());
        control.change(own, new AclChange(team, false, Mode.REPLACE, Rights.ofLetters("lra")));
        assertTrue(control.rightsOn(own).has(Right.ADMIN));
    }

    @Test
    void whatTwoSessionsShareAtOnceIsWrittenDownBoth() throws InterruptedException {
        var other = name("Others");
        anna.create(other);
        for (int round = 0; round < 50; round++) {
            var who = List.of("ben" + round + "@example.org", "carla" + round + "@example.org");
            var first = Thread.ofVirtual().start(() -> grant(BOX, AclIdentifier.user(who.get(0)), "lr"));
            grant(other, AclIdentifier.user(who.get(1)), "lr");
            first.join();
            var dict = new String(files.get(Path.of("/dict")).read().orElseThrow(), StandardCharsets.UTF_8);
            who.forEach(name -> assertTrue(dict.contains("user/" + name + "/anna@example.org\n"), dict));
        }
    }
}
