package org.mailloft.net;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;

/** Everybody who is connected and logged in: for {@code doveadm who} and {@code kick}, and for connection limits. */
public final class SessionRegistry {

    /**
     * @param user full login name
     * @param service protocol name such as {@code imap}
     * @param sessionId as in the log
     * @param connection to be stopped to end the session
     */
    public record Session(String user, String service, String sessionId, Connection connection) {

        public String remoteIp() {
            return connection.peer().remoteIp();
        }
    }

    private record Origin(String service, String user, String remoteIp) {}

    private final ConcurrentMap<String, Session> sessions = new ConcurrentHashMap<>();
    private final ConcurrentMap<Origin, Integer> perOrigin = new ConcurrentHashMap<>();

    /**
     * Enters a session unless its user has too many from the same address with the same service.
     *
     * @param limit {@code mail_max_userip_connections}; 0 for no limit
     * @return whether it was entered
     */
    public boolean enter(Session session, int limit) {
        var origin = origin(session);
        int now = perOrigin.merge(origin, 1, Integer::sum);
        if (limit > 0 && now > limit) {
            leaveOrigin(origin);
            return false;
        }
        sessions.put(session.sessionId(), session);
        return true;
    }

    public void leave(Session session) {
        if (sessions.remove(session.sessionId(), session)) {
            leaveOrigin(origin(session));
        }
    }

    /** Everybody at this moment. */
    public Collection<Session> all() {
        return List.copyOf(sessions.values());
    }

    /** Ends matching sessions; they say goodbye themselves. Returns those that were told to. */
    public List<Session> stop(Predicate<Session> which, String reason) {
        var stopped = sessions.values().stream().filter(which).toList();
        stopped.forEach(session -> session.connection().stop(reason));
        return stopped;
    }

    private void leaveOrigin(Origin origin) {
        perOrigin.computeIfPresent(origin, (_, count) -> count == 1 ? null : count - 1);
    }

    private static Origin origin(Session session) {
        return new Origin(session.service(), session.user(), session.remoteIp());
    }
}
