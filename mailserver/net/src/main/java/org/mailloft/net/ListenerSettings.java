package org.mailloft.net;

/**
 * What one listener needs to know besides what it serves.
 *
 * @param name service name for the log, such as {@code imap-login}
 * @param implicitTls whether TLS starts with the first octet
 * @param backlog how many connections the system keeps until they are accepted
 */
public record ListenerSettings(String name, Endpoint endpoint, boolean implicitTls, int backlog) {

    public ListenerSettings(String name, Endpoint endpoint, boolean implicitTls) {
        this(name, endpoint, implicitTls, 511);
    }
}
