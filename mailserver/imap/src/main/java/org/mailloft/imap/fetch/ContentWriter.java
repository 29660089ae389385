package org.mailloft.imap.fetch;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.mailloft.imap.Statistics;
import org.mailloft.imap.fetch.FetchItem.Content;
import org.mailloft.imap.fetch.FetchItem.Partial;
import org.mailloft.imap.wire.ImapWriter;
import org.mailloft.mime.Headers;
import org.mailloft.mime.MessageParser;

/**
 * Writes octets of messages as literals. What is announced is what follows: a stretch that fits into memory is read
 * before its length is announced, a longer one is announced by what the mailbox knows, and if the message then turns out
 * to be shorter the connection ends; no client ever takes something else for the rest of a message.
 */
final class ContentWriter {

    private static final int IN_MEMORY = 64 * 1024;
    private static final byte[] CRLF = {'\r', '\n'};

    private final ImapWriter out;
    private final Statistics statistics;
    private byte[] buffer = new byte[0];

    ContentWriter(ImapWriter out, Statistics statistics) {
        this.out = out;
        this.statistics = statistics;
    }

    void write(Content item, FetchedMessage message, long messageOctets) {
        var section = item.section();
        if (section.isMessageHeader()) {
            byte[] header = message.header();
            if (header.length < MessageParser.MAX_HEADER_OCTETS) {
                statistics.header(inMemory(item, section.isFields() ? fields(header, section) : header));
                return;
            }
        }
        if (section.equals(BodySection.WHOLE)) {
            stream(item, message, new BodySection.Range(0, messageOctets));
            return;
        }
        var range = section.locate(message.tree());
        if (range.isEmpty()) {
            inMemory(item, new byte[0]);
        } else if (section.isFields()) {
            statistics.header(inMemory(item, fields(read(message, range.get()), section)));
        } else {
            stream(item, message, range.get());
        }
    }

    private long inMemory(Content item, byte[] octets) {
        int offset = (int) Math.min(item.partial().offset(), octets.length);
        int count = (int) Math.min(item.partial().octets(), octets.length - offset);
        WithoutNuls.replace(octets, offset, count);
        out.atom(item.wireName()).literal(count).octets(octets, offset, count);
        return count;
    }

    private void stream(Content item, FetchedMessage message, BodySection.Range range) {
        long from = Math.min(item.partial().offset(), range.octets());
        long count = Math.min(item.partial().octets(), range.octets() - from);
        boolean toTheEnd =
                item.section().equals(BodySection.WHOLE) && item.partial().octets() == Partial.UNLIMITED;
        try (InputStream in = new WithoutNuls(message.open())) {
            in.skipNBytes(range.offset() + from);
            if (buffer.length == 0) {
                buffer = new byte[IN_MEMORY];
            }
            // A whole message is sent as long as it is, even if the mailbox believes something else.
            int wanted = toTheEnd ? IN_MEMORY : (int) Math.min(IN_MEMORY, count);
            int read = in.readNBytes(buffer, 0, wanted);
            boolean allRead = read < IN_MEMORY || read == count;
            long announced = allRead ? read : count;
            out.atom(item.wireName()).literal(announced).octets(buffer, 0, read);
            if (announced > read && out.copy(in, announced - read) < announced - read) {
                throw new EOFException("message is shorter than " + announced + " octets");
            }
            statistics.body(announced);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(FetchedMessage message, BodySection.Range range) {
        try (InputStream in = message.open()) {
            in.skipNBytes(range.offset());
            return in.readNBytes((int) Math.min(range.octets(), MessageParser.MAX_HEADER_OCTETS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean endsWithEmptyLine(byte[] header) {
        int end = header.length;
        return end == 2 && header[1] == '\n' || end >= 4 && header[end - 3] == '\n' && header[end - 1] == '\n';
    }

    /** The chosen fields, and the empty line if the header has one. */
    private static byte[] fields(byte[] header, BodySection section) {
        boolean wanted = section.text() == BodySection.Text.HEADER_FIELDS;
        var chosen = new java.io.ByteArrayOutputStream(Math.min(header.length + 2, 1024));
        for (var field : Headers.of(header)) {
            boolean named = false;
            for (var name : section.fields()) {
                named |= field.is(name);
            }
            if (named == wanted) {
                chosen.write(header, field.start(), field.end() - field.start());
            }
        }
        if (endsWithEmptyLine(header)) {
            chosen.writeBytes(CRLF);
        }
        return chosen.toByteArray();
    }
}
