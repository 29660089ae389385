package org.mailloft.net;

/**
 * What one listener needs to know besides what it serves.
 *
 * @param name service name for the log, such as {@code imap-login}
 * @param implicitTls whether TLS starts with the first octet
 * @param clientsLogIn whether clients are strangers until {@link Connection#authenticated}
 * @param clientLimit how many connections at a time; 0 for no limit. At the limit the oldest stranger has to go; without
 *     one, the new connection is closed at once
 * @param strangersPerIp how many connections from one address may be not logged in yet; 0 for no limit. IPv6 clients
 *     are counted by their /64
 * @param backlog how many connections the system keeps until they are accepted
 */
public record ListenerSettings(
        String name,
        Endpoint endpoint,
        boolean implicitTls,
        boolean clientsLogIn,
        int clientLimit,
        int strangersPerIp,
        int backlog) {

    /** Without limits. */
    public ListenerSettings(String name, Endpoint endpoint, boolean implicitTls) {
        this(name, endpoint, implicitTls, false, 0, 0, 511);
    }
}
