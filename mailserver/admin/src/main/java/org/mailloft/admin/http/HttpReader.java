package org.mailloft.admin.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.mailloft.net.OctetInput;

/** Reads HTTP/1.1 requests. RFC 9112; strict where leniency has let requests be smuggled. */
final class HttpReader {

    private static final int MAX_HEAD_OCTETS = 16 << 10;
    private static final int MAX_FIELDS = 100;
    private static final int MAX_CONTENT_OCTETS = 16 << 20;

    private final OctetInput input;
    private int headOctets;

    HttpReader(OctetInput input) {
        this.input = input;
    }

    /** The next request; waits for it. */
    HttpRequest request() {
        headOctets = 0;
        var line = line();
        if (line.isEmpty()) {
            line = line();
        }
        var words = line.split(" ", -1);
        if (words.length != 3 || !words[0].matches("[A-Z]{1,20}") || !words[2].matches("HTTP/1\\.[01]")) {
            throw new BadRequest(400, "Bad Request");
        }
        var fields = fields();
        boolean old = words[2].endsWith("0");
        boolean keepAlive = !old && !fields.getOrDefault("connection", "").equalsIgnoreCase("close");
        var path = words[1].replaceFirst("\\?.*", "").replaceFirst("(?i)^http://[^/]*", "");
        return new HttpRequest(words[0], path, fields, content(fields), keepAlive);
    }

    private Map<String, String> fields() {
        var fields = new LinkedHashMap<String, String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1 || !line.substring(0, colon).matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
                throw new BadRequest(400, "Bad Request");
            }
            var name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            var known = fields.put(name, line.substring(colon + 1).strip());
            if (known != null && name.equals("content-length") || fields.size() > MAX_FIELDS) {
                throw new BadRequest(400, "Bad Request");
            }
        }
        return fields;
    }

    private byte[] content(Map<String, String> fields) {
        if (fields.containsKey("transfer-encoding")) {
            throw new BadRequest(411, "Length Required");
        }
        var length = fields.getOrDefault("content-length", "0");
        if (!length.matches("[0-9]{1,18}")) {
            throw new BadRequest(400, "Bad Request");
        }
        if (Long.parseLong(length) > MAX_CONTENT_OCTETS) {
            throw new BadRequest(413, "Content Too Large");
        }
        return content(Integer.parseInt(length));
    }

    /** Grows with what arrives, not with what is announced. */
    private byte[] content(int length) {
        var content = new byte[Math.min(length, 8192)];
        for (int at = 0; at < length; ) {
            if (at == content.length) {
                content = java.util.Arrays.copyOf(content, (int) Math.min(length, 2L * at));
            }
            at += input.read(content, at, content.length - at);
        }
        return content;
    }

    /** A line of the head without its CR LF. */
    private String line() {
        var line = new StringBuilder();
        while (true) {
            int octet = input.read();
            if (++headOctets > MAX_HEAD_OCTETS) {
                throw new BadRequest(431, "Request Header Fields Too Large");
            }
            if (octet == '\n') {
                int length = line.length();
                if (length == 0 || line.charAt(length - 1) != '\r') {
                    throw new BadRequest(400, "Bad Request");
                }
                var text = line.substring(0, length - 1);
                if (text.indexOf('\r') >= 0 || text.indexOf(0) >= 0) {
                    throw new BadRequest(400, "Bad Request");
                }
                return text;
            }
            line.append((char) octet);
        }
    }

    static String text(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }
}
