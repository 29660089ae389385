package org.mailloft.storage.index;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.mailloft.storage.Mailbox.Watch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who want to hear that a mailbox changed. Any thread. */
public final class ChangeHub {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeHub.class);

    private final Set<Registration> registrations = ConcurrentHashMap.newKeySet();

    /** Calls {@code onChange} at every {@link #publish} until the returned watch is closed. */
    public Watch watch(Runnable onChange) {
        var registration = new Registration(onChange);
        registrations.add(registration);
        return registration;
    }

    /** Calls everybody, on this thread. A watcher that fails is logged: the change has happened all the same. */
    void publish() {
        for (var registration : registrations) {
            try {
                registration.onChange.run();
            } catch (RuntimeException e) {
                LOG.error("A session failed to take note of a mailbox change", e);
            }
        }
    }

    private final class Registration implements Watch {
        private final Runnable onChange;

        Registration(Runnable onChange) {
            this.onChange = onChange;
        }

        @Override
        public void close() {
            registrations.remove(this);
        }
    }
}
