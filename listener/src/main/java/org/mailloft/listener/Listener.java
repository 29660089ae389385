package org.mailloft.listener;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.mailloft.directory.Search;
import org.mailloft.directory.client.ChangeFeed;
import org.mailloft.listener.console.Answer;
import org.mailloft.listener.console.Console;
import org.mailloft.listener.state.ObjectState;
import org.mailloft.listener.state.StateStore;
import org.mailloft.listener.state.Wanted;
import org.mailloft.listener.work.DirectoryFollower;
import org.mailloft.listener.work.ObjectKind;
import org.mailloft.listener.work.Reconciler;

/** Keeps the mail server as the directory wants it, from {@link #start} to {@link #close}. */
public final class Listener implements AutoCloseable {

    private static final int WORKERS = 16;
    private static final int EX_USAGE = 64;
    private static final int EX_NOHOST = 68;
    private static final int EX_TEMPFAIL = 75;

    private final ReentrantLock feedLock = new ReentrantLock();
    private final ListenerSettings settings;
    private final MailHost host;
    private final StateStore store;
    private final List<ObjectKind> kinds;
    private final Reconciler reconciler;
    private final DirectoryFollower follower;
    private final Console console;
    private ChangeFeed feed;

    private Listener(ListenerSettings settings, MailHost host, StateStore store) throws IOException {
        this.settings = settings;
        this.host = host;
        this.store = store;
        this.kinds = Kinds.of(settings, settings.stateFolder(), host, store);
        this.reconciler = new Reconciler(store, host.control(), kinds, settings.guardPercent());
        this.follower = new DirectoryFollower(store, kinds, reconciler);
        this.console = Console.open(settings.stateFolder(), this::answer);
    }

    /**
     * Starts to follow. Neither the directory nor the mail server has to be there yet.
     *
     * @throws UncheckedIOException when the state folder is in use, not writable or damaged
     */
    public static Listener start(ListenerSettings settings, MailHost host) {
        try {
            var store = StateStore.open(settings.stateFolder());
            try {
                var listener = new Listener(settings, host, store);
                listener.begin();
                return listener;
            } catch (IOException | RuntimeException failure) {
                store.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public ListenerStatus status() {
        Collection<ObjectState> objects = store.objects();
        return new ListenerStatus(
                feed().status(),
                count(objects, ObjectState::inDirectory),
                count(objects, object -> object.done().isPresent()),
                count(objects, object -> object.isOpen() && object.parked().isEmpty()),
                reconciler.lag(),
                store.isPaused(),
                reconciler.guarded(),
                remarks(objects, ObjectState::parked),
                remarks(objects, Listener::movedAway),
                reconciler.serverProblem());
    }

    /** Does what a line says: a word of {@code mailloft-listener}, and what comes behind it. */
    Answer answer(String line) {
        String[] words = line.strip().split(" ", 2);
        String rest = words.length > 1 ? words[1].strip() : "";
        try {
            return switch (words[0]) {
                case "status" -> Answer.of(status().text());
                case "plan" -> Answer.of(preview().plan(!store.isAdopted(), reconciler::isGuarded));
                case "diff" -> Answer.of(preview().diff());
                case "retry" -> retry(rest);
                case "resync" -> resync();
                case "pause" -> pause();
                case "resume" -> resume();
                default -> new Answer(EX_USAGE, "No such command: " + Printable.of(line) + "\n");
            };
        } catch (IOException | UncheckedIOException failure) {
            return new Answer(EX_TEMPFAIL, failure.getMessage() + "\n");
        }
    }

    /** Stops; what is not done yet is done after the next start. */
    @Override
    public void close() {
        console.close();
        feed().close();
        reconciler.close();
        try {
            store.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void begin() throws IOException {
        Search search = DirectoryFollower.search(settings.base(), kinds);
        store.follow(settings.source(search));
        reconciler.start(WORKERS);
        feed = ChangeFeed.start(settings.directory(), search, follower);
    }

    private Answer retry(String which) {
        if (which.equals("--guarded")) {
            return Answer.of("Released: " + reconciler.releaseGuarded() + "\n");
        }
        int open = reconciler.retry(object -> which.isEmpty()
                || object.dn().equalsIgnoreCase(which)
                || object.uuid().toString().equalsIgnoreCase(which));
        return which.isEmpty() || open > 0
                ? Answer.of("Tried again: " + open + "\n")
                : new Answer(EX_NOHOST, "Nothing is to be done for " + Printable.of(which) + "\n");
    }

    /** Reads the whole directory again. */
    private Answer resync() {
        feedLock.lock();
        try {
            feed.close();
            store.forgetCookie();
            feed = ChangeFeed.start(settings.directory(), DirectoryFollower.search(settings.base(), kinds), follower);
            return Answer.of("The directory is read again.\n");
        } finally {
            feedLock.unlock();
        }
    }

    private Answer pause() {
        reconciler.pause();
        return Answer.of("Paused: changes are noted, and nothing is done.\n");
    }

    private Answer resume() {
        reconciler.resume();
        return Answer.of("Resumed.\n");
    }

    private Preview preview() throws IOException {
        return new Preview(
                store.objects(), kinds, host.policy().read(), host.control().homes());
    }

    private ChangeFeed feed() {
        feedLock.lock();
        try {
            return feed;
        } finally {
            feedLock.unlock();
        }
    }

    private static int count(Collection<ObjectState> objects, Predicate<ObjectState> which) {
        return (int) objects.stream().filter(which).count();
    }

    private static List<ListenerStatus.Remark> remarks(
            Collection<ObjectState> objects, Function<ObjectState, Optional<String>> text) {
        return objects.stream()
                .flatMap(
                        object -> text.apply(object).stream().map(each -> new ListenerStatus.Remark(object.dn(), each)))
                .toList();
    }

    private static Optional<String> movedAway(ObjectState object) {
        return object.wanted() instanceof Wanted.Elsewhere(String host)
                        && !object.left().isEmpty()
                ? Optional.of("to " + host)
                : Optional.empty();
    }
}
