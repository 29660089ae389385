package org.mailloft.doveadm;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** One HTTP/1.1 request and its reply. RFC 9112, as little of it as the API needs. */
final class HttpExchange implements AutoCloseable {

    private static final int MAX_HEAD_OCTETS = 16 << 10;

    private final TimedSocket socket;
    private final int status;
    private final InputStream body;
    private final boolean lasting;

    private HttpExchange(TimedSocket socket, int status, InputStream body, boolean lasting) {
        this.socket = socket;
        this.status = status;
        this.body = body;
        this.lasting = lasting;
    }

    /** Over a connection of its own, that ends with it. */
    static HttpExchange post(SocketAddress server, Duration patience, String path, String json) throws IOException {
        return post(TimedSocket.connect(server, patience), "Connection: close\r\n", path, json);
    }

    /** Over a connection that is open already; whoever has read the whole {@link #body} may use it again. */
    static HttpExchange post(TimedSocket socket, String path, String json) throws IOException {
        return post(socket, "", path, json);
    }

    private static HttpExchange post(TimedSocket socket, String fields, String path, String json) throws IOException {
        var content = json.getBytes(StandardCharsets.UTF_8);
        var head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + fields
                + "Content-Type: application/json\r\nContent-Length: " + content.length + "\r\n\r\n";
        try {
            socket.write(head.getBytes(StandardCharsets.US_ASCII));
            socket.write(content);
            return readHead(socket);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    int status() {
        return status;
    }

    /** The reply's content; ends where it ends. */
    InputStream body() {
        return body;
    }

    /** Whether the server leaves the connection open after this reply. */
    boolean isLasting() {
        return lasting;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static HttpExchange readHead(TimedSocket socket) throws IOException {
        var in = new BufferedInputStream(socket.input());
        var statusLine = line(in).split(" ", 3);
        if (statusLine.length < 2 || !statusLine[0].startsWith("HTTP/1.") || !statusLine[1].matches("[1-5][0-9]{2}")) {
            throw new IOException("the reply is not HTTP");
        }
        var fields = fields(in);
        boolean lasting = fields.containsKey("content-length")
                && !fields.getOrDefault("connection", "").equalsIgnoreCase("close");
        return new HttpExchange(socket, Integer.parseInt(statusLine[1]), body(in, fields), lasting);
    }

    private static Map<String, String> fields(InputStream in) throws IOException {
        var fields = new HashMap<String, String>();
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon < 1 || fields.size() > 100) {
                throw new IOException("the reply has a bad header");
            }
            fields.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return fields;
    }

    private static InputStream body(InputStream in, Map<String, String> fields) throws IOException {
        if (fields.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            return new ChunkedInput(in);
        }
        var length = fields.get("content-length");
        if (length == null) {
            return in;
        }
        if (!length.matches("[0-9]{1,15}")) {
            throw new IOException("the reply has a bad Content-Length");
        }
        return new FixedInput(in, Long.parseLong(length));
    }

    /** A line without its end. */
    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        while (true) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException("the server closed the connection without a complete reply");
            }
            if (octet == '\n') {
                int length = line.length();
                return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
            }
            if (line.length() == MAX_HEAD_OCTETS) {
                throw new IOException("the reply has a line that is too long");
            }
            line.append((char) octet);
        }
    }

    /** Content of a known length. */
    private static final class FixedInput extends InputStream {
        private final InputStream in;
        private long left;

        FixedInput(InputStream in, long length) {
            this.in = in;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0 || length == 0) {
                return left == 0 ? -1 : 0;
            }
            int count = in.read(into, offset, (int) Math.min(left, length));
            if (count < 0) {
                throw new EOFException("the server closed the connection in the middle of its reply");
            }
            left -= count;
            return count;
        }
    }

    /** {@code chunk = chunk-size [ chunk-ext ] CRLF chunk-data CRLF}; RFC 9112 section 7.1. */
    private static final class ChunkedInput extends InputStream {
        private final InputStream in;
        private InputStream chunk = InputStream.nullInputStream();
        private boolean started;
        private boolean ended;

        ChunkedInput(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            while (!ended) {
                int count = chunk.read(into, offset, length);
                if (count >= 0) {
                    return count;
                }
                next();
            }
            return -1;
        }

        private void next() throws IOException {
            if (started) {
                line(in);
            }
            started = true;
            var size = line(in).replaceFirst("[ ;].*", "");
            if (!size.matches("[0-9a-fA-F]{1,8}")) {
                throw new IOException("the reply has a bad chunk size");
            }
            long length = Long.parseLong(size, 16);
            ended = length == 0;
            chunk = new FixedInput(in, length);
        }
    }
}
