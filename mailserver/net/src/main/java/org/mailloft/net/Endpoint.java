package org.mailloft.net;

import java.net.InetSocketAddress;
import java.nio.file.Path;

/** Where a listener waits for connections. */
public sealed interface Endpoint {

    /**
     * A TCP port.
     *
     * @param address resolved; port 0 lets the system choose
     */
    record Inet(InetSocketAddress address) implements Endpoint {
        @Override
        public String toString() {
            return address.getAddress().getHostAddress() + ":" + address.getPort();
        }
    }

    /**
     * A unix socket. A file left over from before is replaced; one that somebody listens on is not.
     *
     * @param mode permission bits such as {@code 0660}
     * @param user owner of the file; empty leaves the one of the process
     * @param group group of the file, likewise
     */
    record Unix(Path path, int mode, String user, String group) implements Endpoint {
        @Override
        public String toString() {
            return path.toString();
        }
    }
}
