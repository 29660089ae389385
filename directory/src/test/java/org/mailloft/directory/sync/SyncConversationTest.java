package org.mailloft.directory.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.mailloft.directory.Entry;
import org.mailloft.directory.sync.SyncConversation.EntryState;

class SyncConversationTest {

    private static final UUID ANNA = new UUID(0, 1);
    private static final UUID BEN = new UUID(0, 2);
    private static final UUID CARLA = new UUID(0, 3);
    private static final byte[] NONE = {};

    private final RecordingConsumer consumer = new RecordingConsumer();

    @Test
    void firstRefreshGivesEverything() {
        var first = new SyncConversation(consumer, false);
        first.entry(EntryState.ADD, ANNA, entry("anna"), NONE);
        assertTrue(first.isRefreshing());
        first.presentPhaseEnds(true, cookie("1"));

        assertFalse(first.isRefreshing());
        assertEquals(List.of("put anna", "done"), consumer.events());
        assertArrayEquals(cookie("1"), consumer.cookie().orElseThrow());
    }

    @Test
    void whatIsNotNamedInThePresentPhaseIsGone() {
        know();
        var again = new SyncConversation(consumer, true);
        again.uuids(List.of(ANNA), false, NONE);
        again.entry(EntryState.ADD, CARLA, entry("carla"), NONE);
        again.presentPhaseEnds(true, cookie("2"));
        assertEquals(List.of("put carla", "remove ben", "done"), consumer.events());
    }

    @Test
    void presentEntriesCountAsNamed() {
        know();
        var again = new SyncConversation(consumer, true);
        again.entry(EntryState.PRESENT, ANNA, entry("anna"), NONE);
        again.entry(EntryState.PRESENT, BEN, entry("ben"), NONE);
        again.presentPhaseEnds(true, NONE);
        assertEquals(List.of("done"), consumer.events());
    }

    @Test
    void onlyNamedEntriesGoInTheDeletePhase() {
        know();
        var again = new SyncConversation(consumer, true);
        again.uuids(List.of(BEN, CARLA), true, NONE);
        again.deletePhaseEnds(true, cookie("2"));
        assertEquals(List.of("remove ben", "done"), consumer.events());
        assertEquals(Set.of(ANNA), consumer.known());
    }

    @Test
    void withoutACookieEverythingNotNamedIsGoneHoweverTheRefreshEnds() {
        know();
        var anew = new SyncConversation(consumer, false);
        anew.entry(EntryState.ADD, ANNA, entry("anna"), NONE);
        anew.deletePhaseEnds(true, cookie("2"));
        assertEquals(List.of("put anna", "remove ben", "done"), consumer.events());
    }

    @Test
    void presentPhaseCanBeFollowedByDeletePhase() {
        know();
        var again = new SyncConversation(consumer, true);
        again.uuids(List.of(ANNA, BEN), false, NONE);
        again.presentPhaseEnds(false, NONE);
        again.uuids(List.of(ANNA), true, NONE);
        again.deletePhaseEnds(true, NONE);
        assertEquals(List.of("remove anna", "done"), consumer.events());
    }

    @Test
    void cookiesOfARefreshCountOnlyWhenItIsComplete() {
        var first = new SyncConversation(consumer, false);
        first.entry(EntryState.ADD, ANNA, entry("anna"), cookie("half"));
        first.checkpoint();
        assertTrue(consumer.cookie().isEmpty());
        first.deletePhaseEnds(true, NONE);
        assertArrayEquals(cookie("half"), consumer.cookie().orElseThrow());
    }

    @Test
    void laterCookiesWaitForTheCheckpoint() {
        var first = new SyncConversation(consumer, false);
        first.deletePhaseEnds(true, cookie("1"));
        first.entry(EntryState.MODIFY, ANNA, entry("anna"), cookie("2"));
        first.entry(EntryState.DELETE, ANNA, entry("anna"), cookie("3"));
        assertArrayEquals(cookie("1"), consumer.cookie().orElseThrow());
        first.checkpoint();
        assertArrayEquals(cookie("3"), consumer.cookie().orElseThrow());
    }

    private void know() {
        consumer.accept(new DirectoryChange.Put(ANNA, entry("anna")));
        consumer.accept(new DirectoryChange.Put(BEN, entry("ben")));
        consumer.clearEvents();
    }

    private static Entry entry(String dn) {
        return Entry.named(dn).build();
    }

    private static byte[] cookie(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
