package org.mailloft.mime.search;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.mailloft.mime.BodyHandler;
import org.mailloft.mime.ContentType;
import org.mailloft.mime.Headers;
import org.mailloft.mime.MessageParser;
import org.mailloft.mime.TransferEncoding;

/**
 * Looks for patterns in a whole message, in one pass. Text parts and messages are searched, other contents are not.
 * RFC 3501 section 6.4.4, {@code BODY} and {@code TEXT}.
 */
public final class MessageScan {

    /** Where to look. */
    public enum Scope {
        /** Everything but the header of the message itself; headers of its parts are body. */
        BODY,
        /** The header too. */
        TEXT
    }

    /** A pattern and where to look for it. */
    public record Probe(Scope scope, TextPattern pattern) {}

    private final List<TextMatcher> all = new ArrayList<>();
    /** Those that look into the message's own header too. */
    private final List<TextMatcher> withHeader = new ArrayList<>();

    private MessageScan(List<Probe> probes) {
        for (var probe : probes) {
            var matcher = new TextMatcher(probe.pattern);
            all.add(matcher);
            if (probe.scope == Scope.TEXT) {
                withHeader.add(matcher);
            }
        }
    }

    /**
     * Reads the message, no further than needed to find everything; the stream is not closed.
     *
     * @return for each probe whether it was found
     */
    public static List<Boolean> run(InputStream message, List<Probe> probes) {
        var scan = new MessageScan(probes);
        MessageParser.parse(scan.untilAllFound(message), MessageParser.Keep.ALL, scan::part);
        return scan.all.stream().map(TextMatcher::found).toList();
    }

    private BodyHandler.Content part(ContentType type, Headers headers, int depth) {
        header(headers, depth == 0 ? withHeader : all);
        boolean isText = type.isText() || type.type().equalsIgnoreCase("message");
        return isText
                ? new ContentText(all, TransferEncoding.of(headers), type.charset())
                : BodyHandler.Content.IGNORED;
    }

    private static void header(Headers headers, List<TextMatcher> matchers) {
        if (matchers.isEmpty()) {
            return;
        }
        for (var header : headers) {
            String text = CaseFold.fold(header.name() + ": " + header.text());
            for (var matcher : matchers) {
                matcher.gap();
                matcher.folded(text);
            }
        }
    }

    private boolean allFound() {
        for (var matcher : all) {
            if (!matcher.found()) {
                return false;
            }
        }
        return true;
    }

    /** Ends early when there is nothing left to look for. */
    private InputStream untilAllFound(InputStream message) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                return allFound() ? -1 : message.read();
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return allFound() ? -1 : message.read(into, offset, length);
            }
        };
    }
}
