package org.mailloft.directory.client;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.ldap.client.api.LdapNetworkConnection;
import org.mailloft.directory.DirectorySettings;
import org.mailloft.directory.DirectoryUnavailable;
import org.mailloft.directory.Search;
import org.mailloft.directory.sync.ChangeConsumer;
import org.mailloft.directory.sync.FeedStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a part of the directory for as long as it is open: connects, catches up, stays connected, and begins again
 * after every loss, with growing pauses. The consumer runs on the feed's own thread.
 */
public final class ChangeFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);
    private static final Pattern CHANGE_NUMBER = Pattern.compile("csn=[0-9]{14}\\.[0-9]{6}Z#");
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final LdapConnector connector;
    private final Search search;
    private final ChangeConsumer consumer;
    private final RandomGenerator random;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicReference<FeedStatus> status = new AtomicReference<>();
    private final Thread thread;

    /** The server did not like our cookie. Used by the feed's thread only. */
    private boolean cookieRefused;

    private ChangeFeed(DirectorySettings settings, Search search, ChangeConsumer consumer, RandomGenerator random) {
        this.connector = new LdapConnector(settings);
        this.search = search;
        this.consumer = consumer;
        this.random = random;
        enter(FeedStatus.State.DISCONNECTED, Optional.empty());
        this.thread = Thread.ofVirtual().name("directory-feed").unstarted(this::run);
    }

    /**
     * Starts to follow.
     *
     * @param search base, scope, filter and attributes; the size limit does not count
     */
    public static ChangeFeed start(DirectorySettings settings, Search search, ChangeConsumer consumer) {
        var feed = new ChangeFeed(settings, search, consumer, RandomGenerator.getDefault());
        feed.thread.start();
        return feed;
    }

    public FeedStatus status() {
        return status.get();
    }

    /** Ends the feed; when this returns the consumer is not called any more. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        while (!isClosing()) {
            String reason;
            try {
                reason = follow();
            } catch (DirectoryUnavailable | LdapException failure) {
                reason = LdapReason.of(failure);
            } catch (UncheckedIOException failure) {
                LOG.error("Cannot process a change of the directory, starting again", failure);
                reason = failure.getMessage();
            } catch (RuntimeException failure) {
                LOG.error("Cannot process a change of the directory, starting again", failure);
                reason = failure.toString();
            }
            boolean wasFollowing = status.get().state() == FeedStatus.State.FOLLOWING;
            pause = wasFollowing ? FIRST_PAUSE : shorter(pause.multipliedBy(2), LONGEST_PAUSE);
            if (!isClosing()) {
                LOG.warn("Lost the directory, next attempt in {} ms: {}", pause.toMillis(), reason);
                enter(FeedStatus.State.DISCONNECTED, Optional.of(reason));
                await(pause);
            }
        }
        enter(FeedStatus.State.CLOSED, Optional.empty());
    }

    /** Follows over one connection until it ends. Returns why. */
    private String follow() throws LdapException {
        LdapNetworkConnection connection = connector.openBound();
        try {
            enter(FeedStatus.State.REFRESHING, Optional.empty());
            Optional<byte[]> cookie = cookieRefused ? Optional.empty() : usable(consumer.cookie());
            var stream = SyncStream.begin(connection, search, consumer, cookie);
            while (!isClosing()) {
                Optional<String> end = stream.step();
                if (end.isPresent()) {
                    // such as after a restore: slapd refuses a follower that is ahead of it
                    cookieRefused = stream.isRefreshing() && cookie.isPresent() && connection.isConnected();
                    return end.get();
                }
                if (!stream.isRefreshing() && status.get().state() == FeedStatus.State.REFRESHING) {
                    enter(FeedStatus.State.FOLLOWING, Optional.empty());
                }
            }
            return "closed";
        } finally {
            connection.close();
        }
    }

    /**
     * A cookie that a server can understand: both OpenLDAP's and ours hold a change number. slapd takes another one for
     * none without saying so, and then its refresh must not be taken for a resumed one.
     */
    private static Optional<byte[]> usable(Optional<byte[]> cookie) {
        return cookie.filter(octets -> CHANGE_NUMBER
                .matcher(new String(octets, StandardCharsets.ISO_8859_1))
                .find());
    }

    private void enter(FeedStatus.State state, Optional<String> error) {
        FeedStatus before = status.get();
        Optional<String> lastError = error.isPresent() || before == null ? error : before.lastError();
        status.set(new FeedStatus(state, Instant.now(), lastError));
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** Waits with some randomness, so that many followers do not come back in one moment. */
    private void await(Duration pause) {
        long millis = pause.toMillis() / 2 + random.nextLong(pause.toMillis() / 2 + 1);
        try {
            closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            closing.countDown();
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
