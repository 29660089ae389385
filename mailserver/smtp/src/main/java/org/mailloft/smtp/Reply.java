package org.mailloft.smtp;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A reply to one command. RFC 5321 section 4.2, enhanced status codes of RFC 2034.
 *
 * @param code three digits
 * @param lines text of each line with its enhanced status code; at least one
 */
public record Reply(int code, List<String> lines) {

    public static final Reply OK = of(250, "2.0.0", "OK");

    public static Reply of(int code, String enhanced, String text) {
        return new Reply(code, List.of(enhanced + " " + text));
    }

    /** Whether the command did what it was to do, or may go on (354). */
    public boolean isPositive() {
        return code < 400;
    }

    /** With line ends, as it goes over the wire. */
    byte[] octets() {
        var text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            text.append(code)
                    .append(i < lines.size() - 1 ? '-' : ' ')
                    .append(lines.get(i))
                    .append("\r\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return code + " " + String.join(" / ", lines);
    }
}
