package org.mailloft.ucr.template;

import java.io.Writer;
import java.util.function.IntPredicate;

/** Collects a rendered file. Knows the line that is being written, for what a token may be depends on what is before it. */
final class TokenWriter extends Writer {

    private static final int MAX_CHARACTERS = 16 << 20;

    private final StringBuilder text = new StringBuilder(4096);
    private IntPredicate follower = _ -> true;

    @Override
    public void write(char[] buffer, int offset, int length) {
        append(new String(buffer, offset, length));
    }

    @Override
    public void write(String string, int offset, int length) {
        append(string.substring(offset, offset + length));
    }

    /** @param mayFollow whether a character may stand right behind the token */
    void token(String token, IntPredicate mayFollow) {
        append(token);
        follower = mayFollow;
    }

    void text(String string) {
        append(string);
    }

    /** Parts of a file each begin on a line of their own. */
    void endPart() {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
            append("\n");
        }
    }

    private void append(String string) {
        if (string.isEmpty()) {
            return;
        }
        if (!follower.test(string.charAt(0))) {
            throw Stop.because("Something stands right behind a quoted value; put both together first.");
        }
        if (text.length() + string.length() > MAX_CHARACTERS) {
            throw Stop.because("The file would become larger than 16 million characters.");
        }
        Stop.ifInterrupted();
        follower = _ -> true;
        text.append(string);
    }

    /** What the line has so far. */
    String line() {
        return text.substring(text.lastIndexOf("\n") + 1);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
        return text.toString();
    }
}
