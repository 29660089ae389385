package org.mailloft.storage.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import org.mailloft.storage.FlagChange;
import org.mailloft.storage.Flags;
import org.mailloft.storage.Mailbox.Append;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.StoreFactory;
import org.mailloft.storage.SystemFlag;
import org.mailloft.storage.UidSet;
import org.mailloft.storage.contract.MailStoreContract;
import org.mailloft.storage.contract.StoreModel;
import org.mailloft.storage.contract.StoreModel.Step;
import org.mailloft.storage.disk.RealDisk;
import org.mailloft.storage.index.ChunkedView;
import org.mailloft.storage.memory.MemoryStore;

/**
 * Whatever is done to a Maildir, by us or by others behind our back, with restarts in between: what a user sees is what
 * the store in memory shows after the same.
 */
class MaildirModelIT {

    private static final Instant DATE = Instant.parse("2025-01-02T03:04:05Z");

    private Path root;
    private StoreModel maildir;
    private StoreModel memory;
    private int delivered;

    /** Something that happens. */
    sealed interface Turn {
        /** Through the port. */
        record Inside(Step step) implements Turn {}

        /** Another program drops a file into {@code new/}. */
        record Deliver(int name, int content) implements Turn {}

        /** Another program renames a file for its flags. */
        record Flag(int name, int message, int flags) implements Turn {}

        /** Another program removes a file. */
        record Remove(int name, int message) implements Turn {}

        /** The server is started again, with what it cached or without. */
        record Restart(Loss loss) implements Turn {}
    }

    enum Loss {
        NOTHING,
        INDEX,
        CACHE,
        DAMAGED_INDEX
    }

    @Property(tries = 40, shrinking = ShrinkingMode.BOUNDED)
    void maildirEqualsMemory(@ForAll("turns") List<Turn> turns) throws IOException {
        root = Files.createTempDirectory("maildir-model");
        try {
            var namespaces = List.of(MemoryStore.PRIVATE);
            memory = new StoreModel(new MemoryStore(namespaces, MailStoreContract.AUTO, Clock.systemUTC()), root);
            maildir = new StoreModel(newFactory(), root);
            for (var turn : turns) {
                play(turn);
                assertEquals(memory.visible(), maildir.visible(), () -> "after " + turn);
            }
            maildir.restart(newFactory());
            assertEquals(memory.visible(), maildir.visible(), "after the last start");
            maildir.close();
        } finally {
            delete(root);
        }
    }

    @Provide
    Arbitrary<List<Turn>> turns() {
        return turn().list().ofMinSize(1).ofMaxSize(30);
    }

    private Arbitrary<Turn> turn() {
        var name = Arbitraries.integers().between(0, 5);
        var number = Arbitraries.integers().between(0, 7);
        var flags = Arbitraries.integers().between(0, 511);
        var mode = Arbitraries.of(FlagChange.Mode.class);
        var truth = Arbitraries.of(true, false);
        var step = Arbitraries.frequencyOf(List.of(
                step(6, Combinators.combine(name, number, flags).as(StoreModel.AppendStep::new)),
                step(4, Combinators.combine(name, number, number, mode, flags).as(StoreModel.StoreStep::new)),
                step(2, Combinators.combine(name, number, number, truth).as(StoreModel.ExpungeStep::new)),
                step(3, Combinators.combine(name, number, number, name, truth).as(StoreModel.CopyStep::new)),
                step(3, name.map(StoreModel.CreateStep::new)),
                step(1, name.map(StoreModel.DeleteStep::new)),
                step(1, Combinators.combine(name, name).as(StoreModel.RenameStep::new)),
                step(1, Combinators.combine(name, truth).as(StoreModel.SubscribeStep::new)),
                step(1, name.map(StoreModel.CloseStep::new))));
        return Arbitraries.frequencyOf(List.of(
                turn(12, step.map(Turn.Inside::new)),
                turn(2, Combinators.combine(name, number).as(Turn.Deliver::new)),
                turn(2, Combinators.combine(name, number, flags).as(Turn.Flag::new)),
                turn(1, Combinators.combine(name, number).as(Turn.Remove::new)),
                turn(1, Arbitraries.of(Loss.class).map(Turn.Restart::new))));
    }

    private static Tuple2<Integer, Arbitrary<Step>> step(int frequency, Arbitrary<? extends Step> step) {
        return Tuple.of(frequency, step.map(each -> each));
    }

    private static Tuple2<Integer, Arbitrary<Turn>> turn(int frequency, Arbitrary<? extends Turn> turn) {
        return Tuple.of(frequency, turn.map(each -> each));
    }

    private void play(Turn turn) throws IOException {
        switch (turn) {
            case Turn.Inside(var step) -> assertEquals(memory.run(step), maildir.run(step), step::toString);
            case Turn.Deliver deliver -> {
                if (memory.exists(deliver.name)) {
                    deliver(deliver);
                }
            }
            case Turn.Flag flag -> {
                if (memory.exists(flag.name) && memory.uid(flag.name, flag.message) != 0) {
                    flag(flag);
                }
            }
            case Turn.Remove remove -> {
                if (memory.exists(remove.name) && memory.uid(remove.name, remove.message) != 0) {
                    long uid = memory.uid(remove.name, remove.message);
                    Files.delete(file(remove.name, uid));
                    memory.box(remove.name).expunge(UidSet.of(uid), false);
                    maildir.box(remove.name).refresh();
                }
            }
            case Turn.Restart(var loss) -> {
                maildir.close();
                lose(loss);
                maildir.restart(newFactory());
            }
        }
    }

    private void deliver(Turn.Deliver deliver) throws IOException {
        maildir.box(deliver.name); // a mailbox may have no directories before it is opened for the first time
        var content = StoreModel.content(deliver.content);
        var file = folder(deliver.name).resolve("new/" + (1_700_000_000 + delivered++) + ".M1P1.elsewhere");
        var temporary = root.resolve("delivered");
        Files.writeString(temporary, content.replace("\r\n", "\n"));
        Files.setLastModifiedTime(temporary, FileTime.from(DATE));
        Files.move(temporary, file);
        var box = memory.box(deliver.name);
        try (var message = box.receive()) {
            message.write(content.getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, content.length());
            box.append(List.of(new Append(message, Flags.NONE, DATE)));
        }
        maildir.box(deliver.name).refresh();
    }

    private void flag(Turn.Flag flag) throws IOException {
        long uid = memory.uid(flag.name, flag.message);
        var system = StoreModel.flags(flag.flags & 31).system();
        var letters = system.stream()
                .map(SystemFlag::maildirLetter)
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining());
        var file = file(flag.name, uid);
        var base = file.getFileName().toString().replaceAll(":.*", "");
        Files.move(file, folder(flag.name).resolve("cur/" + base + ":2," + letters));
        memory.box(flag.name)
                .store(UidSet.of(uid), new FlagChange(FlagChange.Mode.REPLACE, new Flags(system, java.util.Set.of())));
        maildir.box(flag.name).refresh();
    }

    private void lose(Loss loss) throws IOException {
        try (var files = Files.walk(root)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var name = file.getFileName().toString();
                switch (loss) {
                    case NOTHING -> {}
                    case INDEX -> {
                        if (name.equals("mailloft.index")) {
                            Files.delete(file);
                        }
                    }
                    case CACHE -> {
                        if (name.equals("mailloft.cache")) {
                            Files.delete(file);
                        }
                    }
                    case DAMAGED_INDEX -> {
                        if (name.equals("mailloft.index")) {
                            Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), 100));
                        }
                    }
                }
            }
        }
    }

    private Path file(int name, long uid) throws IOException {
        var view = (ChunkedView) maildir.box(name).view();
        var base = view.key(view.indexOf(uid));
        for (var directory : List.of("new", "cur")) {
            try (var files = Files.newDirectoryStream(folder(name).resolve(directory))) {
                for (var file : files) {
                    if (file.getFileName().toString().replaceAll(":.*", "").equals(base)) {
                        return file;
                    }
                }
            }
        }
        throw new AssertionError("no file for UID " + uid);
    }

    private Path folder(int number) {
        var name = StoreModel.name(number);
        var mail = root.resolve("Maildir");
        return name.equals(MailboxName.INBOX)
                ? mail
                : mail.resolve("." + name.value().replace('/', '.'));
    }

    private StoreFactory newFactory() {
        return Maildirs.on(new RealDisk());
    }

    static void delete(Path tree) throws IOException {
        try (var files = Files.walk(tree)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
