package org.mailloft.listener.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.directory.mail.SharedFolder.Grant;
import org.mailloft.directory.mail.SharedFolder.Right;

class StateStoreTest {

    private static final UUID ANNA = new UUID(0, 1);
    private static final UUID BEN = new UUID(0, 2);
    private static final Mailbox MAILBOX =
            new Mailbox("anna@example.org", List.of("anna", "anna.arndt@example.org"), "", false, "7");

    private static final Folder FOLDER = new Folder(
            "info@example.org",
            Optional.of("info@example.org"),
            List.of(new Grant("Domain\tUsers \\", Right.READ), new Grant("anyone", Right.NONE)),
            5,
            "8");

    @TempDir
    Path folder;

    @Test
    void everyKindOfObjectIsReadBackAsItWasWritten() throws IOException {
        var objects = List.of(
                ObjectState.discovered(ANNA, "uid=anna\t\\,\n\r", MAILBOX),
                new ObjectState(
                        BEN,
                        "",
                        false,
                        new Wanted.Malformed("a\tb"),
                        Optional.of(MAILBOX),
                        List.of(new Place.Public("a b@x"), new Place.Private("a@x")),
                        List.of(new Place.Private("b@x")),
                        Optional.of("no\nway\\t")),
                ObjectState.discovered(new UUID(0, 3), "uid=x", new Wanted.Nothing()),
                ObjectState.discovered(new UUID(0, 4), "cn=f", FOLDER).did(Optional.of(FOLDER)),
                ObjectState.discovered(new UUID(0, 5), "cn=g", new Group("Domain Users", "1")),
                ObjectState.discovered(new UUID(0, 6), "cn=e", new Wanted.Elsewhere("other.example.org")));
        try (var store = StateStore.open(folder)) {
            objects.forEach(store::put);
            store.checkpoint(new byte[] {1, 2, 0});
        }
        try (var store = StateStore.open(folder)) {
            assertEquals(objects, List.copyOf(store.objects()));
            assertArrayEquals(new byte[] {1, 2, 0}, store.cookie().orElseThrow());
            assertEquals(5, store.inDirectory().size());
        }
    }

    @Test
    void anotherSourceMakesTheCookieWorthlessButKeepsTheObjects() throws IOException {
        try (var store = StateStore.open(folder)) {
            store.follow("old");
            store.put(ObjectState.discovered(ANNA, "uid=anna", MAILBOX));
            store.checkpoint(new byte[] {1});
        }
        try (var store = StateStore.open(folder)) {
            assertTrue(store.cookie().isPresent());
            store.follow("new");
        }
        try (var store = StateStore.open(folder)) {
            assertTrue(store.cookie().isEmpty());
            assertEquals(Set.of(ANNA), store.inDirectory());
        }
    }

    @Test
    void anObjectThatIsGoneIsForgottenWhenNothingIsLeftToDo() throws IOException {
        try (var store = StateStore.open(folder)) {
            store.put(ObjectState.discovered(ANNA, "uid=anna", MAILBOX));
            store.update(ANNA, state -> state.did(Optional.of(MAILBOX)));
            assertEquals(
                    ANNA,
                    store.holder(new Place.Private("anna@example.org"))
                            .orElseThrow()
                            .uuid());

            store.update(ANNA, ObjectState::gone);
            assertTrue(store.get(ANNA).orElseThrow().isOpen());
            store.update(ANNA, state -> state.did(Optional.empty(), List.of(new Place.Private("anna@example.org"))));
            assertTrue(store.get(ANNA).isEmpty());
            assertTrue(store.holder(new Place.Private("anna@example.org")).isEmpty());
        }
        try (var store = StateStore.open(folder)) {
            assertTrue(store.objects().isEmpty());
        }
    }

    @Test
    void anObjectThatIsGoneAndLeftMailIsRemembered() throws IOException {
        var place = new Place.Private("anna@example.org");
        try (var store = StateStore.open(folder)) {
            store.put(ObjectState.discovered(ANNA, "uid=anna", MAILBOX));
            store.update(ANNA, state -> state.did(Optional.of(MAILBOX)));
            store.update(ANNA, ObjectState::gone);
            store.update(ANNA, state -> state.did(Optional.empty()));
        }
        try (var store = StateStore.open(folder)) {
            assertEquals(List.of(place), store.get(ANNA).orElseThrow().left());
            assertTrue(store.inDirectory().isEmpty());
            assertTrue(store.holder(place).isEmpty());
        }
    }

    @Test
    void afterAFailureOfTheFileEverythingIsWrittenToANewOne() throws IOException {
        try (var store = StateStore.open(folder)) {
            store.put(ObjectState.discovered(ANNA, "uid=anna", MAILBOX));
            Thread.currentThread().interrupt(); // closes the file under the store
            assertThrows(UncheckedIOException.class, () -> store.put(ObjectState.discovered(BEN, "uid=ben", MAILBOX)));
            assertTrue(Thread.interrupted());
            store.put(ObjectState.discovered(BEN, "uid=ben", MAILBOX));
            store.checkpoint(new byte[] {1});
        }
        try (var store = StateStore.open(folder)) {
            assertEquals(Set.of(ANNA, BEN), store.inDirectory());
        }
    }

    @Test
    void aFileWithDamageInTheMiddleIsRefusedByNameAndLeftAlone() throws IOException {
        try (var store = StateStore.open(folder)) {
            store.put(ObjectState.discovered(ANNA, "uid=anna", MAILBOX));
            store.put(ObjectState.discovered(BEN, "uid=ben", MAILBOX));
        }
        Path file = folder.resolve(StateStore.FILE);
        byte[] octets = Files.readAllBytes(file);
        octets[40] ^= 1;
        Files.write(file, octets);
        var failure = assertThrows(IOException.class, () -> StateStore.open(folder));
        assertTrue(failure.getMessage().contains(file + " is damaged"), failure::getMessage);
        assertArrayEquals(octets, Files.readAllBytes(file));
    }

    @Test
    void twoAtOnceAreRefused() throws IOException {
        try (var _ = StateStore.open(folder)) {
            var failure = assertThrows(IOException.class, () -> StateStore.open(folder));
            assertTrue(failure.getMessage().contains("in use"), failure::getMessage);
        }
    }

    @Test
    void aGrownFileIsRewrittenAndSaysTheSame() throws IOException {
        try (var store = StateStore.open(folder)) {
            store.put(ObjectState.discovered(ANNA, "uid=anna", MAILBOX));
            String long_ = "x".repeat(100_000);
            for (int i = 0; i < 50; i++) {
                store.put(ObjectState.discovered(BEN, long_ + i, new Wanted.Nothing()));
            }
            store.checkpoint(new byte[] {1});
            store.put(ObjectState.discovered(BEN, "uid=ben", new Wanted.Nothing()));
            store.checkpoint(new byte[] {2});
        }
        assertTrue(Files.size(folder.resolve("objects.log")) < 200_000);
        try (var store = StateStore.open(folder)) {
            assertEquals("uid=ben", store.get(BEN).orElseThrow().dn());
            assertEquals("uid=anna", store.get(ANNA).orElseThrow().dn());
            assertArrayEquals(new byte[] {2}, store.cookie().orElseThrow());
        }
    }

    @Test
    void twoListenersCannotShareAFolder() throws IOException {
        try (var _ = StateStore.open(folder)) {
            var refused = assertThrows(IOException.class, () -> StateStore.open(folder));
            assertTrue(refused.getMessage().contains("in use"), refused::getMessage);
        }
    }
}
