package org.mailloft.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Ports at which nothing listens, for servers of tests. */
public final class FreePort {

    private static final int TRIES = 1000;
    /** The system gives a port again as soon as nobody has it, and the server that it is for has not begun yet. */
    private static final Set<Integer> TAKEN = ConcurrentHashMap.newKeySet();

    private FreePort() {}

    /** A port of 127.0.0.1 that is free now, and that nobody else in this process was given. */
    public static int take() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                if (TAKEN.add(socket.getLocalPort())) {
                    return socket.getLocalPort();
                }
            }
        }
        throw new IOException("no free port");
    }
}
