package org.mailloft.mime;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * A header block as received: fields in their order, repeated ones and broken ones included. A thin view of the
 * octets; every question scans them once, so ask for all fields in one loop where several are wanted.
 *
 * <p>RFC 5322 section 2.2: a field ends where a line does not begin with white space, the block ends with an empty line.
 */
public final class Headers implements Iterable<Header> {

    public static final Headers EMPTY = new Headers(new byte[0], 0);

    private final byte[] octets;
    private final int length;

    private Headers(byte[] octets, int length) {
        this.octets = octets;
        this.length = length;
    }

    /**
     * @param octets a header block, with or without the empty line at its end; whatever follows that is not looked at.
     *     Not to be changed afterwards
     */
    public static Headers of(byte[] octets) {
        return of(octets, octets.length);
    }

    /** As {@link #of(byte[])}, for the first {@code length} octets of an array. */
    public static Headers of(byte[] octets, int length) {
        return new Headers(octets, length);
    }

    /** The first field of this name, compared without regard to case. */
    public Optional<Header> first(String name) {
        for (var header : this) {
            if (header.is(name)) {
                return Optional.of(header);
            }
        }
        return Optional.empty();
    }

    /** All fields of this name in their order. */
    public List<Header> all(String name) {
        var found = new ArrayList<Header>();
        for (var header : this) {
            if (header.is(name)) {
                found.add(header);
            }
        }
        return found;
    }

    @Override
    public Iterator<Header> iterator() {
        return new Iterator<>() {
            private Header next = at(0);

            @Override
            public boolean hasNext() {
                return next != null;
            }

            @Override
            public Header next() {
                if (next == null) {
                    throw new NoSuchElementException();
                }
                var current = next;
                next = at(current.end());
                return current;
            }
        };
    }

    /** The field that begins at {@code start}, or null at the end of the block. */
    private Header at(int start) {
        int colon = -1;
        int end = start;
        while (end < length && octets[end] != '\n') {
            if (colon < 0 && octets[end] == ':') {
                colon = end;
            }
            end++;
        }
        int contentEnd = end > start && octets[end - 1] == '\r' ? end - 1 : end;
        if (contentEnd == start) {
            return null;
        }
        end = afterContinuations(Math.min(end + 1, length));
        int nameEnd = colon < 0 ? contentEnd : colon;
        int valueStart = colon < 0 ? contentEnd : colon + 1;
        while (nameEnd > start && Ascii.isSpace(octets[nameEnd - 1])) {
            nameEnd--;
        }
        return new Header(octets, start, nameEnd, valueStart, end);
    }

    private int afterContinuations(int lineStart) {
        int end = lineStart;
        while (end < length && (octets[end] == ' ' || octets[end] == '\t')) {
            while (end < length && octets[end] != '\n') {
                end++;
            }
            end = Math.min(end + 1, length);
        }
        return end;
    }
}
