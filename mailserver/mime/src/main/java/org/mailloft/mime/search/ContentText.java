package org.mailloft.mime.search;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.List;
import org.mailloft.mime.BodyHandler;
import org.mailloft.mime.Charsets;
import org.mailloft.mime.TransferEncoding;

/** Feeds the text of one body to matchers: transfer encoding and charset are undone on the way. */
final class ContentText implements BodyHandler.Content {

    /** Longest run of characters that is kept together for folding, when nothing in it shows where to cut. */
    private static final int MAX_RUN = 1024;

    /** Characters below this never combine with what stands before them. */
    private static final char FIRST_COMBINING = 0x300;

    private final List<TextMatcher> matchers;
    private final TransferEncoding.Decoder transfer;
    private final boolean asciiIsAscii;
    private final String charset;
    private CharsetDecoder decoder;
    private byte[] decoded = new byte[0];
    /** Octets of a character that is not complete yet. */
    private ByteBuffer partial = ByteBuffer.allocate(0);

    private final StringBuilder run = new StringBuilder();

    ContentText(List<TextMatcher> matchers, TransferEncoding encoding, String charset) {
        this.matchers = matchers;
        this.transfer = encoding.decoder();
        this.charset = charset;
        this.asciiIsAscii = !Charsets.isStateful(charset);
        matchers.forEach(TextMatcher::gap);
    }

    @Override
    public void octets(byte[] octets, int offset, int length) {
        int room = transfer.room(length);
        if (decoded.length < room) {
            decoded = new byte[room];
        }
        pass(transfer.decode(octets, offset, length, decoded));
    }

    @Override
    public void end() {
        if (decoded.length < transfer.room(0)) {
            decoded = new byte[transfer.room(0)];
        }
        pass(transfer.end(decoded, 0));
        if (decoder != null) {
            decode(partial, true);
        }
        flush(run.length());
    }

    private void pass(int length) {
        if (length == 0) {
            return;
        }
        if (asciiIsAscii && !partial.hasRemaining() && isAscii(length)) {
            flush(run.length());
            matchers.forEach(matcher -> matcher.ascii(decoded, 0, length));
            return;
        }
        if (decoder == null) {
            decoder = Charsets.decoder(charset);
        }
        var in = ByteBuffer.allocate(partial.remaining() + length);
        in.put(partial).put(decoded, 0, length).flip();
        decode(in, false);
        partial = in;
        flushUpToLastStart();
    }

    private void decode(ByteBuffer in, boolean atEnd) {
        var out = CharBuffer.allocate(Math.max(16, in.remaining() * 2));
        CoderResult result;
        do {
            result = decoder.decode(in, out, atEnd);
            if (atEnd && result.isUnderflow()) {
                result = decoder.flush(out);
            }
            out.flip();
            run.append(out);
            out.clear();
        } while (result.isOverflow());
    }

    /** Folds what is complete: a combining mark must not be cut off from its letter. */
    private void flushUpToLastStart() {
        int cut = run.length() - 1;
        while (cut > 0 && run.charAt(cut) >= FIRST_COMBINING) {
            cut--;
        }
        boolean tooLong = run.length() - cut > MAX_RUN;
        flush(tooLong ? run.length() : Math.max(0, cut));
    }

    private void flush(int length) {
        if (length > 0) {
            String folded = CaseFold.fold(run.substring(0, length));
            matchers.forEach(matcher -> matcher.folded(folded));
            run.delete(0, length);
        }
    }

    private boolean isAscii(int length) {
        for (int i = 0; i < length; i++) {
            if (decoded[i] < 0) {
                return false;
            }
        }
        return true;
    }
}
