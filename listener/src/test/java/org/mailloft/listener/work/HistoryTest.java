package org.mailloft.listener.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.mailloft.directory.Entry;
import org.mailloft.directory.sync.DirectoryChange;
import org.mailloft.listener.control.FakeHomes;
import org.mailloft.listener.control.FakeHomes.FakeHome;
import org.mailloft.listener.control.FragileControl;
import org.mailloft.listener.control.FragileControl.Killed;
import org.mailloft.listener.state.ObjectState;
import org.mailloft.listener.state.StateStore;
import org.mailloft.listener.user.Credentials;
import org.mailloft.listener.user.Users;

/**
 * Random histories of a directory, in which people come, go and return, swap, take over and give up addresses and home
 * servers, while the listener is killed before, in and after any operation of the mail server. In the end everybody has
 * one home with the own mail and nobody that of somebody else, as if nothing had happened.
 */
class HistoryTest {

    private static final int PEOPLE = 5;
    private static final List<String> ADDRESSES = List.of("a@x.y", "b@x.y", "c@x.y", "d@x.y");

    private static final List<HomePolicy> POLICIES = List.of(
            new HomePolicy(true, true),
            new HomePolicy(true, false),
            new HomePolicy(false, true),
            new HomePolicy(false, false));

    private static final int CHANGES = 25;
    private static final int MOST_WORK = 3000;

    @Property(tries = 25)
    void everybodyKeepsTheOwnMail(@ForAll long seed) throws IOException {
        Path folder = Files.createTempDirectory("history");
        try {
            new History(folder, new Random(seed), seed).run();
        } finally {
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    /** One history: the directory, the mail server, and the listener that is killed and started again. */
    private static final class History {
        private final Path folder;
        private final Random random;
        private final String message;
        private final FakeHomes homes = new FakeHomes();
        private final FragileControl control;
        private final List<String> log = new ArrayList<>();
        private final Map<UUID, Entry> directory = new HashMap<>();
        /** What everybody has got so far, and what of it must still be in the own home. */
        private final Map<UUID, Set<String>> got = new HashMap<>();

        private final Map<UUID, Set<String>> kept = new HashMap<>();
        private HomePolicy policy = new HomePolicy(true, true);
        private StateStore store;
        private Reconciler reconciler;
        private DirectoryFollower follower;
        private int mails;
        private int strangers;

        History(Path folder, Random random, long seed) {
            this.folder = folder;
            this.random = random;
            this.message = "seed " + seed;
            this.control = new FragileControl(homes, random, log);
        }

        void run() throws IOException {
            start();
            for (int i = 0; i < CHANGES; i++) {
                change();
                if (random.nextInt(3) == 0) {
                    attempt(() -> work(random.nextInt(6)));
                }
                if (random.nextInt(5) == 0) {
                    settle();
                    check();
                    deliver();
                }
            }
            settle();
            check();
            store.close();
        }

        private void start() throws IOException {
            log.add("start");
            store = StateStore.open(folder);
            if (!store.isAdopted()) {
                store.adopted();
            }
            var credentials = new Credentials(new byte[] {1}, InstantSource.system());
            List<ObjectKind> kinds =
                    List.of(new Users("here", credentials, control, () -> policy, () -> !store.isAdopted()));
            reconciler = new Reconciler(store, control, kinds, 100);
            follower = new DirectoryFollower(store, kinds, reconciler);
            reconciler.retry(_ -> true);
            refresh();
        }

        /** A server that says everything that is there, and then what is not. */
        private void refresh() {
            follower.accept(new DirectoryChange.RefreshBegins());
            directory.forEach((uuid, entry) -> follower.accept(new DirectoryChange.Put(uuid, entry)));
            for (UUID known : Set.copyOf(follower.known())) {
                if (!directory.containsKey(known)) {
                    follower.accept(new DirectoryChange.Remove(known));
                }
            }
            follower.accept(new DirectoryChange.RefreshDone());
        }

        private void change() {
            UUID who = somebody();
            switch (random.nextInt(8)) {
                case 0 -> remove(who);
                case 1 -> put(who, Optional.empty(), "here");
                case 2 -> put(who, address(), "there");
                case 3 -> swap(who, somebody());
                case 4 -> otherPolicy();
                default -> put(who, address(), "here");
            }
        }

        /** One of those who are or were there, or now and then somebody new. */
        private UUID somebody() {
            return new UUID(0, random.nextInt(10) == 0 ? PEOPLE + ++strangers : 1 + random.nextInt(PEOPLE));
        }

        private void otherPolicy() {
            settle();
            policy = POLICIES.get(random.nextInt(POLICIES.size()));
            log.add(policy.toString());
            if (!policy.moves() || policy.buries()) {
                open().forEach(object -> kept.remove(object.uuid()));
            }
        }

        private Optional<String> address() {
            return Optional.of(ADDRESSES.get(random.nextInt(ADDRESSES.size())));
        }

        private void put(UUID who, Optional<String> address, String host) {
            var entry = Entry.named("uid=u" + who.getLeastSignificantBits() + ",dc=x")
                    .with("objectClass", "univentionMail")
                    .with("uid", "u" + who.getLeastSignificantBits())
                    .with("univentionMailHomeServer", host);
            address.ifPresent(each -> entry.with("mailPrimaryAddress", each));
            directory.put(who, entry.build());
            log.add("directory " + who.getLeastSignificantBits() + " " + address.orElse("-") + " " + host);
            if (!policy.moves() || (address.isEmpty() && policy.buries())) {
                kept.remove(who); // from here on the mail may be parked or buried
            }
            if (random.nextBoolean()) {
                attempt(() -> follower.accept(new DirectoryChange.Put(who, directory.get(who))));
            }
        }

        private void remove(UUID who) {
            directory.remove(who);
            log.add("directory " + who.getLeastSignificantBits() + " gone");
            if (!policy.moves() || policy.buries()) {
                kept.remove(who);
            }
            attempt(() -> follower.accept(new DirectoryChange.Remove(who)));
        }

        private void swap(UUID one, UUID other) {
            Optional<String> first = addressOf(one);
            Optional<String> second = addressOf(other);
            if (first.isPresent() && second.isPresent()) {
                put(one, second, "here");
                put(other, first, "here");
            }
        }

        private Optional<String> addressOf(UUID who) {
            return Optional.ofNullable(directory.get(who)).flatMap(entry -> entry.first("mailPrimaryAddress"));
        }

        /** Everybody who has a home gets a new mail. */
        private void deliver() {
            for (ObjectState object : store.objects()) {
                Optional<FakeHome> home =
                        object.done().flatMap(done -> done.place()).flatMap(homes::at);
                if (home.isPresent() && object.inDirectory()) {
                    String mail = "mail " + mails++;
                    home.get().mail().add(mail);
                    log.add(mail + " to " + object.uuid().getLeastSignificantBits());
                    got.computeIfAbsent(object.uuid(), _ -> new TreeSet<>()).add(mail);
                    if (policy.moves() || !object.isOpen()) {
                        kept.computeIfAbsent(object.uuid(), _ -> new TreeSet<>())
                                .add(mail);
                    }
                }
            }
        }

        /** Lets the listener do something, or be killed by it. */
        private void attempt(Runnable work) {
            try {
                work.run();
            } catch (Killed _) {
                log.add("killed");
                restart();
            }
        }

        private void restart() {
            try {
                store.close();
                start();
            } catch (IOException impossible) {
                throw new AssertionError(impossible);
            }
        }

        private void work(int objects) {
            for (int i = 0; i < objects; i++) {
                var open = store.objects().stream()
                        .filter(ObjectState::isOpen)
                        .map(ObjectState::uuid)
                        .toList();
                if (open.isEmpty()) {
                    return;
                }
                reconciler.reconcile(open.get(random.nextInt(open.size())));
            }
        }

        /** The listener hears everything, and works until nothing is left that it can do. */
        private void settle() {
            refresh();
            int left = MOST_WORK;
            while (hasWork() && left-- > 0) {
                attempt(() -> work(1));
            }
            assertTrue(left > 0, () -> message + ": never done: " + open() + "\n" + String.join("\n", log));
        }

        private boolean hasWork() {
            return store.objects().stream().anyMatch(object -> object.isOpen() && !isBlocked(object));
        }

        /** Somebody else has the address and wants to keep it: this is for a person to sort out. */
        private boolean isBlocked(ObjectState object) {
            Optional<ObjectState> holder = object.targetPlace()
                    .flatMap(store::holder)
                    .filter(other -> !other.uuid().equals(object.uuid()));
            return holder.isPresent()
                    && (!holder.get().isLeaving(object.targetPlace().get()) || isBlockedChain(object, holder.get()));
        }

        private boolean isBlockedChain(ObjectState first, ObjectState holder) {
            var seen = new ArrayList<>(List.of(first.uuid()));
            ObjectState current = holder;
            while (!seen.contains(current.uuid())) {
                seen.add(current.uuid());
                ObjectState now = current;
                Optional<ObjectState> next = now.targetPlace()
                        .flatMap(store::holder)
                        .filter(other -> !other.uuid().equals(now.uuid()));
                if (next.isEmpty()) {
                    return false;
                }
                if (!next.get().isLeaving(now.targetPlace().get())) {
                    return true;
                }
                current = next.get();
            }
            return false;
        }

        private List<ObjectState> open() {
            return store.objects().stream().filter(ObjectState::isOpen).toList();
        }

        private void check() {
            for (ObjectState object : store.objects()) {
                if (!object.isOpen() && object.target().isPresent()) {
                    FakeHome home = homes.at(object.targetPlace().orElseThrow()).orElseThrow();
                    assertEquals(Optional.of(object.uuid()), home.label(), () -> message + ": " + object);
                    assertTrue(
                            home.mail().containsAll(kept.getOrDefault(object.uuid(), Set.of())),
                            () -> message + ": " + object + " has " + home.mail() + " instead of "
                                    + kept.get(object.uuid()) + "\n" + String.join("\n", log));
                }
            }
            for (ObjectState object : store.objects()) {
                long own = homes.active().values().stream()
                        .filter(home -> home.label().equals(Optional.of(object.uuid())))
                        .count();
                assertTrue(
                        own <= 1, () -> message + ": " + own + " homes of " + object + "\n" + String.join("\n", log));
            }
            var everywhere = new ArrayList<FakeHome>(homes.active().values());
            everywhere.addAll(homes.limbo().values());
            everywhere.addAll(homes.parked());
            everywhere.addAll(homes.buried());
            var found = new TreeSet<String>();
            for (FakeHome home : everywhere) {
                assertTrue(
                        got.getOrDefault(home.label().orElseThrow(), Set.of()).containsAll(home.mail()),
                        () -> message + ": " + home.label() + " has mail of somebody else: " + home.mail());
                home.mail().forEach(mail -> assertTrue(found.add(mail), () -> message + ": twice " + mail));
            }
            assertEquals(mails, found.size(), () -> message + ": mail is lost\n" + String.join("\n", log));
        }
    }
}
