package org.mailloft.imap.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.mailloft.net.Connection;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.ModifiedUtf7;

/**
 * Writes replies. Octets gather in a buffer that goes to the connection when it is full or flushed; nothing on the way
 * makes strings.
 *
 * <p>Spaces come by themselves: every element is divided by one from the element before it, except at the start of a
 * line and inside parentheses next to them. {@link #octets} and {@link #octet} write exactly what they are given.
 *
 * <p>A line begun and not ended can be taken back with {@link #dropLine} as long as it is in the buffer.
 */
public final class ImapWriter {

    private static final int SMALLEST = 512;
    private static final int LARGEST = 16 * 1024;
    private static final byte[] NONE = {};

    private final Connection connection;
    private byte[] buffer = NONE;
    private int length;
    private int lineStart;
    private boolean spaceDue;
    private boolean utf8;

    public ImapWriter(Connection connection) {
        this.connection = connection;
    }

    /** From now on mailbox names are written in UTF-8; RFC 6855 section 3. */
    public void acceptUtf8() {
        utf8 = true;
    }

    /** {@code "* "}, the start of a line that belongs to no command. */
    public ImapWriter untagged() {
        return octet('*').octet(' ');
    }

    /** ASCII text of the grammar: an atom, a response name, a number written elsewhere. */
    public ImapWriter atom(String ascii) {
        space();
        return ascii(ascii);
    }

    public ImapWriter number(long number) {
        space();
        digits(number);
        spaceDue = true;
        return this;
    }

    public ImapWriter open() {
        space();
        octet('(');
        spaceDue = false;
        return this;
    }

    public ImapWriter close() {
        octet(')');
        spaceDue = true;
        return this;
    }

    public ImapWriter nil() {
        return atom("NIL");
    }

    /** {@code quoted}; only for text of printable ASCII. */
    public ImapWriter quoted(String ascii) {
        return quoted(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    private ImapWriter quoted(byte[] octets) {
        space();
        octet('"');
        for (byte octet : octets) {
            if (octet == '"' || octet == '\\') {
                octet('\\');
            }
            octet(octet);
        }
        octet('"');
        spaceDue = true;
        return this;
    }

    /** {@code string}: quoted when that can hold it, else a literal. */
    public ImapWriter string(byte[] octets) {
        if (octets.length > 1024 || !isQuotable(octets)) {
            return literal(octets.length).octets(octets, 0, octets.length);
        }
        return quoted(octets);
    }

    /** {@code string} in UTF-8. */
    public ImapWriter string(String text) {
        return string(text.getBytes(StandardCharsets.UTF_8));
    }

    /** {@code nstring}: NIL for null. */
    public ImapWriter nstring(byte[] octets) {
        return octets == null ? nil() : string(octets);
    }

    /** {@code astring}: an atom when it can be one. */
    public ImapWriter astring(byte[] octets) {
        if (octets.length == 0 || !isAtom(octets)) {
            return string(octets);
        }
        space();
        octets(octets, 0, octets.length);
        spaceDue = true;
        return this;
    }

    /** {@code mailbox}, in modified UTF-7 unless the client accepts UTF-8. */
    public ImapWriter mailbox(MailboxName name) {
        return mailbox(name.value());
    }

    /** A mailbox name or a part of one, such as a namespace prefix. */
    public ImapWriter mailbox(String name) {
        var octets = encoded(name);
        return isQuotable(octets) ? astring(octets) : quoted(octets);
    }

    /** A mailbox name or a part of one, never as an atom. */
    public ImapWriter quotedMailbox(String name) {
        return quoted(encoded(name));
    }

    private byte[] encoded(String name) {
        return utf8
                ? name.getBytes(StandardCharsets.UTF_8)
                : ModifiedUtf7.encode(name).getBytes(StandardCharsets.US_ASCII);
    }

    /** Head of a literal; exactly {@code size} octets have to follow. */
    public ImapWriter literal(long size) {
        space();
        octet('{');
        digits(size);
        octet('}').octet('\r').octet('\n');
        spaceDue = true;
        return this;
    }

    /** {@code text}: for people. What is not printable ASCII becomes a question mark. */
    public ImapWriter text(String text) {
        space();
        for (int i = 0; i < text.length(); i++) {
            octet(CharClass.isQuotable(text.charAt(i)) ? text.charAt(i) : '?');
        }
        return this;
    }

    /** Ends the line. */
    public ImapWriter crlf() {
        octet('\r').octet('\n');
        spaceDue = false;
        lineStart = length;
        return this;
    }

    /** ASCII characters as they are, with no space before them; a space is due after them. */
    public ImapWriter ascii(String ascii) {
        int count = ascii.length();
        for (int i = 0; i < count; i++) {
            octet(ascii.charAt(i));
        }
        spaceDue = true;
        return this;
    }

    /** Octets as they are. */
    public ImapWriter octets(byte[] octets, int offset, int count) {
        if (count > LARGEST / 2) {
            drain();
            connection.write(octets, offset, count);
            return this;
        }
        if (buffer.length - length < count) {
            makeRoom(count);
        }
        System.arraycopy(octets, offset, buffer, length, count);
        length += count;
        return this;
    }

    public ImapWriter octets(byte[] octets) {
        return octets(octets, 0, octets.length);
    }

    public ImapWriter octet(int octet) {
        if (length == buffer.length) {
            makeRoom(1);
        }
        buffer[length++] = (byte) octet;
        return this;
    }

    /**
     * Copies up to {@code count} octets without a detour.
     *
     * @return how many there were
     */
    public long copy(InputStream from, long count) {
        try {
            long left = count;
            while (left > 0) {
                if (length == buffer.length) {
                    makeRoom((int) Math.min(left, LARGEST / 2));
                }
                int read = from.read(buffer, length, (int) Math.min(left, buffer.length - length));
                if (read < 0) {
                    break;
                }
                length += read;
                left -= read;
            }
            return count - left;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes back the line that was begun; false when a part of it is out already. */
    public boolean dropLine() {
        if (lineStart < 0) {
            return false;
        }
        length = lineStart;
        spaceDue = false;
        return true;
    }

    /** Hands everything to the connection and has it sent. */
    public void flush() {
        drain();
        connection.flush();
    }

    /** Hands everything to the connection, which sends it before it waits, and gives back the buffer. */
    public void release() {
        drain();
        buffer = NONE;
    }

    private void space() {
        if (spaceDue) {
            octet(' ');
        }
    }

    private void digits(long number) {
        if (number < 0) {
            throw new IllegalArgumentException("negative number " + number);
        }
        if (buffer.length - length < 20) {
            makeRoom(20);
        }
        int end = length + 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            end++;
        }
        long rest = number;
        for (int i = end - 1; i >= length; i--) {
            buffer[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length = end;
    }

    private void makeRoom(int count) {
        if (length + count > LARGEST) {
            drainLines();
        }
        if (length + count > LARGEST) {
            drain();
        }
        if (buffer.length - length < count) {
            buffer = Arrays.copyOf(buffer, Math.max(SMALLEST, Integer.highestOneBit(length + count) * 2));
        }
    }

    /** Sends the lines that are complete; the one that was begun stays here as long as there is room, to be dropped. */
    private void drainLines() {
        if (lineStart > 0) {
            connection.write(buffer, 0, lineStart);
            System.arraycopy(buffer, lineStart, buffer, 0, length - lineStart);
            length -= lineStart;
            lineStart = 0;
        }
    }

    private void drain() {
        if (length == 0) {
            return;
        }
        connection.write(buffer, 0, length);
        lineStart = lineStart == length ? 0 : -1;
        length = 0;
    }

    private static boolean isQuotable(byte[] octets) {
        for (byte octet : octets) {
            if (!CharClass.isQuotable(octet)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAtom(byte[] octets) {
        for (byte octet : octets) {
            if (!CharClass.isAtom(octet)) {
                return false;
            }
        }
        // A word that the grammar gives a meaning of its own.
        return octets.length != 3 || !new String(octets, StandardCharsets.US_ASCII).equalsIgnoreCase("NIL");
    }
}
