package org.mailloft.net;

import java.net.InetSocketAddress;
import java.util.OptionalLong;
import org.mailloft.conf.Network;

/**
 * The two ends of a connection.
 *
 * @param remote the client's address; loopback with port 0 for unix sockets
 * @param local the address the client reached
 * @param unixUid user id of the process behind a unix socket, where the system tells it
 * @param unix whether it is a unix socket
 * @param serverName host name the client asked for in its TLS hello, lower case, empty without
 */
public record Peer(
        InetSocketAddress remote, InetSocketAddress local, OptionalLong unixUid, boolean unix, String serverName) {

    /** Remote address without scope or port, as in {@code rip=}. */
    public String remoteIp() {
        return Network.text(remote.getAddress());
    }

    /** Local address without scope or port, as in {@code lip=}. */
    public String localIp() {
        return Network.text(local.getAddress());
    }

    /** Whether client and server have the same address, so that nothing leaves the machine. */
    public boolean isSameHost() {
        return unix || remote.getAddress().equals(local.getAddress());
    }
}
