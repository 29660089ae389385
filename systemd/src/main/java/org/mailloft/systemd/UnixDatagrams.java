package org.mailloft.systemd;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/**
 * Datagrams to a unix socket, which the JDK cannot send by itself. Not connected, so that who listens may come and go.
 * Any thread.
 */
public final class UnixDatagrams implements AutoCloseable {

    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 02000000;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_NOSIGNAL = 0x4000;
    /** {@code sun_path}, with its zero. */
    private static final int MAX_PATH_OCTETS = 107;
    /** What every daemon takes; RFC 3164 would have 1024. */
    private static final int MAX_OCTETS = 8 * 1024;

    private static final int TRIES = 20;

    private final MethodHandle sendTo;
    private final MethodHandle closeFile;
    private final Arena memory = Arena.ofShared();
    private final MemorySegment address;
    private final int file;

    /**
     * @param name path of the socket; {@code @} in front of one that has no file (unix(7), abstract)
     * @throws IOException when the machine has no such sockets
     */
    public UnixDatagrams(String name) throws IOException {
        address = address(name);
        var number = ValueLayout.JAVA_INT;
        var length = ValueLayout.JAVA_LONG;
        var pointer = ValueLayout.ADDRESS;
        sendTo = function("sendto", FunctionDescriptor.of(length, number, pointer, length, number, pointer, number));
        closeFile = function("close", FunctionDescriptor.of(number, number));
        file = open(function("socket", FunctionDescriptor.of(number, number, number, number)));
        if (file < 0) {
            throw new IOException("socket(AF_UNIX, SOCK_DGRAM) failed");
        }
    }

    /** The end of an abstract name is the end of the address, that of a path is a zero. */
    private MemorySegment address(String name) throws IOException {
        var octets = name.getBytes(StandardCharsets.UTF_8);
        if (octets.length > MAX_PATH_OCTETS) {
            throw new IOException(name + ": the name of a socket cannot be so long");
        }
        boolean isAbstract = name.startsWith("@");
        var made = memory.allocate(2L + octets.length + (isAbstract ? 0 : 1));
        made.set(ValueLayout.JAVA_SHORT_UNALIGNED, 0, (short) AF_UNIX);
        MemorySegment.copy(octets, 0, made, ValueLayout.JAVA_BYTE, 2, octets.length);
        if (isAbstract) {
            made.set(ValueLayout.JAVA_BYTE, 2, (byte) 0);
        }
        return made;
    }

    @SuppressWarnings("restricted") // what is called is declared as its manual pages say
    private static MethodHandle function(String name, FunctionDescriptor shape) {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), shape);
    }

    private static int open(MethodHandle socket) {
        try {
            return (int) socket.invokeExact(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Sends one datagram, cut after 8 KiB. Waits a moment for a daemon that is busy; whether it was taken. */
    public synchronized boolean send(byte[] octets) {
        int length = Math.min(octets.length, MAX_OCTETS);
        try (var arena = Arena.ofConfined()) {
            var text = arena.allocate(length);
            MemorySegment.copy(octets, 0, text, ValueLayout.JAVA_BYTE, 0, length);
            for (int tries = 0; tries < TRIES; tries++) {
                long sent = (long) sendTo.invokeExact(
                        file, text, (long) length, MSG_DONTWAIT | MSG_NOSIGNAL, address, (int) address.byteSize());
                if (sent >= 0) {
                    return true;
                }
                Thread.sleep(1);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            throw impossible(e);
        }
        return false;
    }

    @Override
    public synchronized void close() {
        try {
            int _ = (int) closeFile.invokeExact(file);
        } catch (Throwable e) {
            throw impossible(e);
        }
        memory.close();
    }

    /** C functions throw nothing. */
    private static IllegalStateException impossible(Throwable e) {
        return new IllegalStateException(e);
    }
}
