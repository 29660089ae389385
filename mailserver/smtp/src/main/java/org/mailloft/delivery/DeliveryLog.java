package org.mailloft.delivery;

import java.util.Map;
import org.mailloft.conf.Variables;
import org.mailloft.mime.Headers;

/** Log lines about one delivery, written as {@code deliver_log_format} says. */
final class DeliveryLog {

    private final String format;
    private final Letter letter;

    DeliveryLog(String format, Letter letter) {
        this.format = format;
        this.letter = letter;
    }

    void info(String what) {
        letter.log().info(line(what));
    }

    /** Dovecot tells failed deliveries as information too: nothing is wrong with the server. */
    void refused(String what) {
        letter.log().info(line(what));
    }

    void broken(String what, Throwable cause) {
        letter.log().error(line(what), cause);
    }

    private String line(String what) {
        var headers = letter.message().headers();
        var values = Map.of(
                "$", what,
                "m", value(headers, "Message-ID", "unspecified"),
                "s", value(headers, "Subject", ""),
                "f", value(headers, "From", ""),
                "e", letter.sender().toString(),
                "p", Long.toString(letter.message().size()),
                "to_envelope", letter.recipient().toString());
        return Variables.of(values).expandLeniently(format);
    }

    private static String value(Headers headers, String name, String otherwise) {
        return headers.first(name).map(header -> header.text()).orElse(otherwise);
    }
}
