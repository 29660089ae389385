package org.mailloft.ucr.template;

import java.io.Writer;
import org.mailloft.ucr.template.syntax.Syntax;
import org.mailloft.ucr.template.syntax.Unprintable;

/** Collects a rendered file. Knows the line that is being written, for what a token may be depends on what is before it. */
final class TokenWriter extends Writer {

    private static final int MAX_CHARACTERS = 16 << 20;

    private final StringBuilder text = new StringBuilder(4096);
    private Follower follower = _ -> true;

    /** Decides whether a character may stand behind the last token. */
    private interface Follower {
        boolean accepts(char next);
    }

    @Override
    public void write(char[] buffer, int offset, int length) {
        append(new String(buffer, offset, length));
    }

    @Override
    public void write(String string, int offset, int length) {
        append(string.substring(offset, offset + length));
    }

    /** @throws Unprintable when the language has no token for the value here */
    void token(Syntax syntax, String value) {
        var line = line();
        var token = syntax.token(value, line);
        append(token);
        follower = next -> syntax.mayFollow(value, token, line, next);
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
        if (!follower.accepts(string.charAt(0))) {
            throw Stop.because("Something stands right behind a quoted value; put both together first.");
        }
        if (text.length() + string.length() > MAX_CHARACTERS) {
            throw Stop.because("The file would become larger than 16 million characters.");
        }
        if (Thread.currentThread().isInterrupted()) {
            throw Stop.because("Took too long.");
        }
        follower = _ -> true;
        text.append(string);
    }

    private String line() {
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
