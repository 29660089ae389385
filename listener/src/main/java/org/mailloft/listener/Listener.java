package org.mailloft.listener;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.mailloft.directory.Search;
import org.mailloft.directory.client.ChangeFeed;
import org.mailloft.listener.control.MailServerControl;
import org.mailloft.listener.group.GroupNews;
import org.mailloft.listener.state.ObjectState;
import org.mailloft.listener.state.StateStore;
import org.mailloft.listener.user.Users;
import org.mailloft.listener.work.DirectoryFollower;
import org.mailloft.listener.work.ObjectKind;
import org.mailloft.listener.work.Reconciler;

/** Keeps the mail server as the directory wants it, from {@link #start} to {@link #close}. */
public final class Listener implements AutoCloseable {

    private static final int WORKERS = 4;

    private final StateStore store;
    private final Reconciler reconciler;
    private final ChangeFeed feed;

    private Listener(StateStore store, Reconciler reconciler, ChangeFeed feed) {
        this.store = store;
        this.reconciler = reconciler;
        this.feed = feed;
    }

    /**
     * Starts to follow. Neither the directory nor the mail server has to be there yet.
     *
     * @throws UncheckedIOException when the state folder is in use, not writable or damaged
     */
    public static Listener start(ListenerSettings settings, MailServerControl control) {
        try {
            List<ObjectKind> kinds = List.of(new Users(settings.hostName(), control), new GroupNews(control));
            Search search = DirectoryFollower.search(settings.base(), kinds);
            var store = StateStore.open(settings.stateFolder(), settings.source(search));
            var reconciler = new Reconciler(store, kinds);
            reconciler.start(WORKERS);
            var follower = new DirectoryFollower(store, kinds, reconciler::changed);
            var feed = ChangeFeed.start(settings.directory(), search, follower);
            return new Listener(store, reconciler, feed);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public ListenerStatus status() {
        List<ObjectState> objects = List.copyOf(store.objects());
        return new ListenerStatus(
                feed.status(),
                (int) objects.stream().filter(ObjectState::inDirectory).count(),
                (int) objects.stream()
                        .filter(object -> object.done().isPresent())
                        .count(),
                reconciler.waiting(),
                reconciler.lag(),
                objects.stream()
                        .filter(object -> object.parked().isPresent())
                        .map(object -> new ListenerStatus.Parked(
                                object.dn(), object.parked().get()))
                        .toList(),
                reconciler.serverProblem());
    }

    /** Stops; what is not done yet is done after the next start. */
    @Override
    public void close() {
        feed.close();
        reconciler.close();
        try {
            store.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
