package org.mailloft.admin.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.mailloft.net.Connection;

/** Writes HTTP/1.1 responses. */
final class HttpWriter {

    static final String JSON = "application/json; charset=utf-8";
    static final String TEXT = "text/plain; charset=utf-8";

    private final Connection connection;
    private final Clock clock;

    HttpWriter(Connection connection, Clock clock) {
        this.connection = connection;
        this.clock = clock;
    }

    /** A response whose content is at hand. */
    void respond(int status, String reason, String mediaType, byte[] content, boolean keepAlive) {
        head(status, reason, "Content-Type: " + mediaType + "\r\nContent-Length: " + content.length, keepAlive);
        connection.write(content);
    }

    /** A response of {@code length} octets to be copied. */
    void respond(String mediaType, long length, InputStream content, boolean keepAlive) {
        head(200, "OK", "Content-Type: " + mediaType + "\r\nContent-Length: " + length, keepAlive);
        var buffer = new byte[16 << 10];
        try {
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                connection.write(buffer, 0, count);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Header fields only; {@code fields} without the line end of the last one. */
    void head(int status, String reason, String fields, boolean keepAlive) {
        var date =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
        var head = "HTTP/1.1 " + status + " " + reason + "\r\nDate: " + date + "\r\n"
                + (keepAlive ? "" : "Connection: close\r\n")
                + fields + "\r\n\r\n";
        connection.write(head.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The content of a response that goes out while it is made; closing it ends the response. RFC 9112 section 7.1. */
    OutputStream chunks(String mediaType, boolean keepAlive) {
        head(200, "OK", "Content-Type: " + mediaType + "\r\nTransfer-Encoding: chunked", keepAlive);
        return new java.io.BufferedOutputStream(new Chunks(), 16 << 10);
    }

    private final class Chunks extends OutputStream {

        @Override
        public void write(int octet) {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int offset, int length) {
            if (length > 0) {
                line(Integer.toHexString(length));
                connection.write(octets, offset, length);
                line("");
            }
        }

        /** Passes on what was written so far, for people who wait for it. */
        @Override
        public void flush() {
            connection.flush();
        }

        @Override
        public void close() {
            line("0");
            line("");
        }

        private void line(String text) {
            connection.write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
    }
}
