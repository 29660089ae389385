package org.mailloft.listener.state;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.mailloft.directory.journal.FolderLock;
import org.mailloft.directory.journal.RecordFile;

/**
 * Everything the listener must not forget: the objects with what is wanted and what is done, and how far it has read.
 * In memory, and on disk as an append-only file that is rewritten when it has grown. Thread safe.
 *
 * <p>Only a checkpoint waits for the disk. Losing what came after it is harmless: the directory sends it again, and a
 * step that was done is done again.
 */
public final class StateStore implements Closeable {

    private static final long MIN_REWRITE_OCTETS = 4 << 20;
    /** The file in the state folder. */
    public static final String FILE = "objects.log";

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<UUID, ObjectState> objects = new LinkedHashMap<>();
    /** Who has a place, at most one object each. */
    private final Map<Place, UUID> holders = new HashMap<>();

    private final Path folder;
    private final FolderLock folderLock;
    private RecordFile file;
    private Optional<byte[]> cookie = Optional.empty();
    private String source = "";
    private boolean paused;
    private boolean adopted;
    private long rewrittenOctets;

    private StateStore(Path folder) throws IOException {
        this.folder = folder;
        this.folderLock = FolderLock.take(folder);
        try {
            this.file = RecordFile.open(folder.resolve(FILE), body -> apply(StateRecord.decode(body)));
        } catch (IOException | RuntimeException failure) {
            folderLock.close();
            throw failure;
        }
    }

    /** Opens the state in a folder, or starts an empty one. */
    public static StateStore open(Path folder) throws IOException {
        return new StateStore(folder);
    }

    /** @param source which part of which directory is followed; after a change of it the cookie is worth nothing */
    public void follow(String source) {
        lock.lock();
        try {
            if (!this.source.equals(source)) {
                write(new StateRecord.Cookie(new byte[0]));
                write(new StateRecord.Source(source));
                force();
            }
        } finally {
            lock.unlock();
        }
    }

    public Optional<byte[]> cookie() {
        return locked(() -> cookie);
    }

    /** Identities of the objects that are in the directory as far as we know. */
    public Set<UUID> inDirectory() {
        return locked(() -> objects.values().stream()
                .filter(ObjectState::inDirectory)
                .map(ObjectState::uuid)
                .collect(Collectors.toUnmodifiableSet()));
    }

    public Collection<ObjectState> objects() {
        return locked(() -> List.copyOf(objects.values()));
    }

    public Optional<ObjectState> get(UUID uuid) {
        return locked(() -> Optional.ofNullable(objects.get(uuid)));
    }

    /** Who has this place in the mail server. */
    public Optional<ObjectState> holder(Place place) {
        return locked(() -> Optional.ofNullable(holders.get(place)).map(objects::get));
    }

    /** Number of places that somebody has. */
    public int places() {
        return locked(holders::size);
    }

    /**
     * Reserves the place that an object wants, before anything is done there. A home that is moved must be found again
     * after a crash, so that is on disk when this returns.
     *
     * @return the object with what is reserved for it, or who has the place; empty for an object that is gone
     */
    public Optional<Reservation> begin(UUID uuid) {
        lock.lock();
        try {
            ObjectState object = objects.get(uuid);
            if (object == null) {
                return Optional.empty();
            }
            Optional<ObjectState> holder = object.targetPlace()
                    .flatMap(this::holder)
                    .filter(other -> !other.uuid().equals(uuid));
            ObjectState begun = object.begins();
            if (holder.isPresent() || begun.equals(object)) {
                return Optional.of(new Reservation(object, holder));
            }
            write(new StateRecord.Known(begun));
            if (!object.homes().isEmpty()) {
                file.force();
            }
            return Optional.of(new Reservation(begun, Optional.empty()));
        } catch (IOException failure) {
            throw cannotWrite(failure);
        } finally {
            lock.unlock();
        }
    }

    /** @param holder who has the place that the object wants; empty when it is the object's own now */
    public record Reservation(ObjectState object, Optional<ObjectState> holder) {}

    public boolean isPaused() {
        return locked(() -> paused);
    }

    public void pause(boolean paused) {
        write(new StateRecord.Paused(paused));
        force();
    }

    /** Whether everything that was there before the listener has found its owner. */
    public boolean isAdopted() {
        return locked(() -> adopted);
    }

    public void adopted() {
        write(new StateRecord.Adopted());
        force();
    }

    /** The next feed gets everything. */
    public void forgetCookie() {
        write(new StateRecord.Cookie(new byte[0]));
        force();
    }

    public void put(ObjectState object) {
        write(new StateRecord.Known(object));
    }

    /** Changes an object as it is at this moment; one that is gone is forgotten, unless mail of it was left. */
    public void update(UUID uuid, UnaryOperator<ObjectState> change) {
        lock.lock();
        try {
            ObjectState before = objects.get(uuid);
            if (before == null) {
                return;
            }
            ObjectState after = change.apply(before);
            write(after.isOver() ? new StateRecord.Forgotten(uuid) : new StateRecord.Known(after));
        } finally {
            lock.unlock();
        }
    }

    /** Makes everything up to here durable, with the place in the directory's changes where it ends. */
    public void checkpoint(byte[] octets) {
        lock.lock();
        try {
            write(new StateRecord.Cookie(octets));
            file.force();
            if (file.size() > Math.max(MIN_REWRITE_OCTETS, 2 * rewrittenOctets)) {
                rewrite();
            }
        } catch (IOException failure) {
            throw cannotWrite(failure);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try (folderLock) {
            file.force();
            file.close();
        } finally {
            lock.unlock();
        }
    }

    private void force() {
        lock.lock();
        try {
            file.force();
        } catch (IOException failure) {
            throw cannotWrite(failure);
        } finally {
            lock.unlock();
        }
    }

    private void write(StateRecord change) {
        lock.lock();
        try {
            if (file.isBroken()) {
                rewrite();
            }
            file.write(change.encode());
            apply(change);
        } catch (IOException failure) {
            throw cannotWrite(failure);
        } finally {
            lock.unlock();
        }
    }

    private UncheckedIOException cannotWrite(IOException failure) {
        String sentence = "Cannot write the listener's state in " + folder + ": " + failure.getMessage();
        return new UncheckedIOException(sentence, failure);
    }

    private void apply(StateRecord change) {
        switch (change) {
            case StateRecord.Known(ObjectState object) -> {
                release(objects.put(object.uuid(), object));
                object.homes().forEach(place -> holders.put(place, object.uuid()));
            }
            case StateRecord.Forgotten(UUID uuid) -> release(objects.remove(uuid));
            case StateRecord.Cookie(byte[] octets) ->
                cookie = octets.length == 0 ? Optional.empty() : Optional.of(octets);
            case StateRecord.Source(String text) -> source = text;
            case StateRecord.Paused(boolean now) -> paused = now;
            case StateRecord.Adopted() -> adopted = true;
        }
    }

    private void release(ObjectState before) {
        if (before != null) {
            before.homes().forEach(place -> holders.remove(place, before.uuid()));
        }
    }

    private void rewrite() throws IOException {
        Path unfinished = folder.resolve("state.tmp");
        Files.deleteIfExists(unfinished);
        var next = RecordFile.open(unfinished, _ -> {});
        try {
            next.write(new StateRecord.Source(source).encode());
            next.write(new StateRecord.Paused(paused).encode());
            if (adopted) {
                next.write(new StateRecord.Adopted().encode());
            }
            for (ObjectState object : objects.values()) {
                next.write(new StateRecord.Known(object).encode());
            }
            next.write(new StateRecord.Cookie(cookie.orElse(new byte[0])).encode());
            next.force();
            Files.move(unfinished, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            next.close();
            throw failure;
        }
        RecordFile old = file;
        file = next;
        rewrittenOctets = next.size();
        old.close();
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @FunctionalInterface
    private interface Question<T> {
        T answer();
    }

    private <T> T locked(Question<T> question) {
        lock.lock();
        try {
            return question.answer();
        } finally {
            lock.unlock();
        }
    }
}
