package org.mailloft.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A line based connection as a client sees it, with as little of its own cost as possible. */
final class Wire implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 120_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    Wire(InetSocketAddress address) {
        try {
            socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(address, TIMEOUT_MILLIS);
            in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
            out = socket.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException("connecting to " + address, e);
        }
    }

    void send(String text) {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    void send(byte[] octets) {
        try {
            out.write(octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One line without its end. */
    String line() {
        try {
            var line = new ByteArrayOutputStream(80);
            int octet;
            while ((octet = in.read()) != '\n') {
                if (octet < 0) {
                    throw new IllegalStateException("connection closed after: " + line);
                }
                if (octet != '\r') {
                    line.write(octet);
                }
            }
            return line.toString(StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void skip(long octets) {
        try {
            in.skipNBytes(octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
