package org.mailloft.storage.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailloft.storage.Flags;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.UidSet;
import org.mailloft.storage.Visit;
import org.mailloft.storage.disk.RealDisk;
import org.mailloft.storage.memory.MemoryStore;
import org.mailloft.storage.trace.Event.Mail;

/** What is written down is found again, whatever became of the message. */
class MailTraceTest {

    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00.123Z");
    private static final Visit IMAP = new Visit("imap", "s1", "192.0.2.1");
    private static final MailUser ANNA = new MailUser("anna", Path.of("/anna"), Map.of());
    private static final MailboxName PLANS = MailboxName.of("Plans", '/');

    @TempDir
    Path folder;

    private final MailTrace trace = new MailTrace(new RealDisk(), InstantSource.fixed(NOW));
    private final MemoryStore memory = new MemoryStore();

    @BeforeEach
    void begin() {
        become(Map.of());
    }

    private void become(Map<String, String> more) {
        var plugin = new HashMap<>(Map.of("mail_trace", folder.resolve("trace").toString()));
        plugin.putAll(more);
        trace.become(new TraceSettings(plugin));
    }

    @AfterEach
    void end() {
        trace.close();
    }

    private static Mail mail(String id) {
        return new Mail(id, "carl@example.org", "sales@example.org", List.of("is the address of group Sales"));
    }

    private static Spots spots(String mailbox, long... uids) {
        return new Spots(mailbox, mailbox + "-guid", 7, UidSet.of(uids));
    }

    static List<Event> events() {
        var nasty = new Mail("<a\tb\r\nc\001d@x>", "", "ü@x", List.of());
        return List.of(
                new Event.Delivered(mail("<1@x>"), spots("INBOX", 4), "INBOX"),
                new Event.Delivered(nasty, spots("Ordner\tmit\nallem", 4), "detail\t+x"),
                new Event.Refused(mail("<1@x>"), "Quota exceeded"),
                new Event.Added(spots("Sent", 1, 2, 3, 9)),
                new Event.Copied(spots("a", 1, 5), spots("b", 8, 9), false),
                new Event.Copied(spots("a", 1, 5), spots("b", 8, 9), true),
                new Event.Removed(spots("a", 4_294_967_295L)),
                new Event.Lost(17));
    }

    @ParameterizedTest
    @MethodSource("events")
    void aLineSaysAllOfIt(Event event) {
        var record = new TraceRecord(NOW, "anna", IMAP, event);
        var line = TraceLine.of(record);
        assertEquals(1, line.lines().count());
        assertEquals(Optional.of(record), TraceLine.parse(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\t",
                "2026-05-04T10:00:00Z\tadded\ta\ti\ts\tc\tINBOX\tg\t7",
                "x\tadded",
                "2026-05-04T10:00:00Z\tadded\ta\ti\ts\tc\tINBOX\tg\t7\tzwei",
                "2026-05-04T10:00:00Z\tadded\ta\ti\ts\tc\tINBOX\tg\t7\t5:3",
                "2026-05-04T10:00:00Z\tadded\ta\ti\ts\tc\tINBOX\tg\t7\t0",
                "2026-05-04T10:00:00Z\tflown\ta\ti\ts\tc"
            })
    void whatIsNoLineIsNothing(String line) {
        assertEquals(Optional.empty(), TraceLine.parse(line));
    }

    @Test
    void aLongMessageIdIsCutOff() {
        trace.note("anna", IMAP, new Event.Delivered(mail("<" + "x".repeat(100_000)), spots("INBOX", 1), "INBOX"));
        var way = trace.history().orElseThrow().wayTo(spots("INBOX", 1));
        var delivered = (Event.Delivered) way.getFirst().event();
        assertEquals(1024, delivered.mail().messageId().length());
    }

    @Test
    void aMessageIsFollowedBackAndForward() {
        trace.note("anna", IMAP, new Event.Delivered(mail("<1@x>"), spots("INBOX", 4), "INBOX"));
        trace.note("anna", IMAP, new Event.Copied(spots("INBOX", 2, 4, 6), spots("Plans", 11, 12, 13), true));
        trace.note("ben", IMAP, new Event.Copied(spots("Plans", 12), spots("Done", 1), false));
        trace.note("ben", IMAP, new Event.Removed(spots("Plans", 10, 11, 12, 13)));
        var history = trace.history().orElseThrow();
        assertEquals(
                List.of("Done", "Plans", "INBOX"),
                history.wayTo(spots("Done", 1)).stream()
                        .map(record -> target(record.event()))
                        .toList());
        assertEquals(
                List.of("Copied", "Copied", "Removed"),
                history.wayFrom(spots("INBOX", 4)).stream()
                        .map(record -> record.event().getClass().getSimpleName())
                        .toList());
        assertEquals(List.of(), history.wayTo(spots("INBOX", 5)));
        assertEquals(1, history.deliveriesOf("<1@x>").size());
        assertEquals(Optional.of(NOW), history.begin());
    }

    private static String target(Event event) {
        return event instanceof Event.Copied copied
                ? copied.to().mailbox()
                : ((Event.Delivered) event).to().mailbox();
    }

    @Test
    void anotherUidValidityIsAnotherMessage() {
        trace.note("anna", IMAP, new Event.Added(spots("INBOX", 4)));
        var other = new Spots("INBOX", "INBOX-guid", 8, UidSet.of(4));
        assertEquals(List.of(), trace.history().orElseThrow().wayTo(other));
    }

    @Test
    void theFileIsBoundedAndOnlyForTheServer() throws IOException {
        become(Map.of("mail_trace_size", "64k"));
        for (int n = 0; n < 1000; n++) {
            trace.note("anna", IMAP, new Event.Delivered(mail("<" + n + "@x>"), spots("INBOX", n + 1), "INBOX"));
            if (n % 50 == 0) {
                trace.history();
            }
        }
        var history = trace.history().orElseThrow();
        var files = List.of(folder.resolve("trace"), folder.resolve("trace.1"));
        long size = 0;
        for (var file : files) {
            size += Files.size(file);
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
        assertTrue(size <= 65_536, "octets: " + size);
        assertEquals(List.of(), history.deliveriesOf("<0@x>"));
        assertEquals(1, history.deliveriesOf("<999@x>").size());
    }

    @Test
    void aLineThatACrashCutOffSpoilsNoOther() throws IOException {
        Files.writeString(folder.resolve("trace"), "2026-05-04T10:00:00Z\tadded\tanna\tim");
        trace.note("anna", IMAP, new Event.Added(spots("INBOX", 4)));
        assertEquals(1, trace.history().orElseThrow().wayTo(spots("INBOX", 4)).size());
    }

    @Test
    void whatIsLostIsCounted() throws IOException {
        Files.createDirectory(folder.resolve("trace"));
        trace.note("anna", IMAP, new Event.Added(spots("INBOX", 4)));
        trace.history();
        Files.delete(folder.resolve("trace"));
        trace.note("anna", IMAP, new Event.Added(spots("INBOX", 5)));
        var history = trace.history().orElseThrow();
        assertEquals(1, history.wayTo(spots("INBOX", 5)).size());
        assertTrue(history.hasGapsSince(Instant.EPOCH));
        assertFalse(history.hasGapsSince(NOW));
    }

    @Test
    void offMeansOff() {
        trace.become(new TraceSettings(Map.of()));
        trace.note("anna", IMAP, new Event.Added(spots("INBOX", 4)));
        assertEquals(Optional.empty(), trace.history());
        assertFalse(Files.exists(folder.resolve("trace")));
    }

    @Test
    void allThatASessionDoesIsNoted() {
        var stores = new TracedStores(memory, trace);
        try (var store = stores.open(ANNA, IMAP)) {
            store.create(PLANS);
            try (var inbox = store.open(MailboxName.INBOX, true);
                    var plans = store.open(PLANS, true)) {
                var uids = LongStream.range(0, 200).map(_ -> append(inbox)).toArray();
                var odd = UidSet.of(
                        LongStream.of(uids).filter(uid -> uid % 2 == 1).toArray());
                var moved = inbox.move(odd, plans);
                var copied = plans.copy(UidSet.of(moved.target().getLast()), inbox);
                plans.expunge(UidSet.of(moved.target().getLast()), false);
                var history = trace.history().orElseThrow();
                var way = history.wayTo(Spots.of(inbox, copied.target().getFirst()));
                assertEquals(3, way.size());
                var added = (Event.Added) way.getLast().event();
                assertTrue(added.to().uids().contains(moved.source().getLast()));
                assertEquals(IMAP, way.getFirst().visit());
                assertEquals(
                        2,
                        history.wayFrom(Spots.of(plans, moved.target().getLast()))
                                .size());
            }
        }
    }

    private static long append(Mailbox mailbox) {
        try (var message = mailbox.receive()) {
            message.write("x\r\n".getBytes(StandardCharsets.US_ASCII), 0, 3);
            return mailbox.append(List.of(new Mailbox.Append(message, Flags.NONE, NOW)))
                    .getFirst();
        }
    }
}
