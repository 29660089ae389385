package org.mailloft.mime;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a message once, from beginning to end, and finds its parts. RFC 5322 section 2.1, RFC 2046 section 5.
 *
 * <p>Never fails on what a message contains. Work is linear in its length; memory is bounded by what is kept of headers
 * and by {@link #MAX_PARTS}. Beyond a bound the rest of a message is content: octets are never lost, only structure.
 */
public final class MessageParser {

    /** Parts of one message that are told apart; what comes after belongs to the last one. */
    public static final int MAX_PARTS = 10_000;

    /** How deep parts are looked for in parts. */
    public static final int MAX_DEPTH = 100;

    /** Octets of one header block that are kept; the fields after that are counted, but not kept. */
    public static final int MAX_HEADER_OCTETS = 10 * 1024 * 1024;

    /** The same for all header blocks of one message together. */
    public static final int MAX_ALL_HEADER_OCTETS = 50 * 1024 * 1024;

    /** Which fields are kept in {@link Part#headers}. */
    public enum Keep {
        /** The ones that IMAP's ENVELOPE and BODYSTRUCTURE are made of. */
        STRUCTURE,
        /** All of them. */
        ALL
    }

    private static final int MAX_BOUNDARY_OCTETS = 998;

    private final LineSource lines;
    private final HeaderKeeper keeper;
    private final BodyHandler handler;
    private int parts;
    private OpenPart current;

    private MessageParser(InputStream in, Keep keep, BodyHandler handler) {
        this.lines = new LineSource(in);
        this.keeper = new HeaderKeeper(keep);
        this.handler = handler;
    }

    /** The tree of a message, with what its structure is described by. The stream is read to its end, not closed. */
    public static Part parse(InputStream in) {
        return parse(in, Keep.STRUCTURE, BodyHandler.NONE);
    }

    /**
     * Reads a message to its end; the stream is not closed.
     *
     * @param keep which header fields to keep
     * @param handler gets every part's body as it goes by
     * @throws java.io.UncheckedIOException when the stream fails
     */
    public static Part parse(InputStream in, Keep keep, BodyHandler handler) {
        return new MessageParser(in, keep, handler).run();
    }

    private Part run() {
        var root = open(null);
        Boundary found = readHeader();
        while (found != null || current.kind == Part.Kind.MESSAGE || lines.next()) {
            if (found == null && current.kind == Part.Kind.MESSAGE) {
                open(current);
                found = readHeader();
                continue;
            }
            if (found == null) {
                found = boundaryHere();
            }
            if (found == null) {
                current.content(lines);
            } else {
                found = cross(found);
            }
        }
        current.passLineEnd();
        close(null, new End(lines.offset(), lines.linesBefore(), 0));
        return root.closed;
    }

    /** A boundary line: the parts inside of its multipart end before it, and the next part begins after it. */
    private Boundary cross(Boundary boundary) {
        close(boundary.owner, new End(lines.offset(), lines.linesBefore(), lines.previousLineEndOctets()));
        if (boundary.last) {
            boundary.owner.boundary = null;
            return null;
        }
        open(boundary.owner);
        return readHeader();
    }

    private OpenPart open(OpenPart parent) {
        current = new OpenPart(parent);
        parts++;
        return current;
    }

    /** Reads the header of the current part; returns the boundary that cut it short, if one did. */
    private Boundary readHeader() {
        keeper.begin();
        Boundary found = null;
        boolean open = true;
        boolean first = true;
        while (open && lines.next()) {
            if (first) {
                current.offset = lines.offset();
                current.firstLine = lines.linesBefore();
                first = false;
            }
            found = boundaryHere();
            if (found != null) {
                break;
            }
            open = !lines.isEmptyLine();
            keeper.line(lines);
        }
        long end = found != null ? lines.offset() : lines.offset() + lines.end() - lines.start();
        current.offset = first ? end : current.offset;
        current.bodyOffset = end;
        current.bodyFirstLine = lines.linesBefore() + (found == null && lines.lineEndOctets() > 0 ? 1 : 0);
        current.firstLine = first ? current.bodyFirstLine : current.firstLine;
        current.headers = keeper.end();
        classify();
        return found;
    }

    /** Decides from the header what the current part is. */
    private void classify() {
        var parent = current.parent;
        var fallback = parent != null && parent.type.is("multipart", "digest")
                ? ContentType.MESSAGE_RFC822
                : ContentType.TEXT_PLAIN;
        current.type = current.headers
                .first("Content-Type")
                .map(header -> ContentType.parse(header.value()))
                .orElse(fallback);
        boolean mayNest = current.depth < MAX_DEPTH && parts < MAX_PARTS;
        if (mayNest && current.type.is("message", "rfc822")) {
            current.kind = Part.Kind.MESSAGE;
        } else if (mayNest && current.type.isMultipart()) {
            current.type
                    .parameters()
                    .raw("boundary")
                    .filter(boundary -> !boundary.isEmpty() && boundary.length() <= MAX_BOUNDARY_OCTETS)
                    .ifPresent(boundary -> {
                        current.kind = Part.Kind.MULTIPART;
                        current.boundary = boundary.getBytes(StandardCharsets.ISO_8859_1);
                    });
        }
        var content = handler.begin(current.type, current.headers, current.depth);
        current.content = current.kind == Part.Kind.LEAF ? content : BodyHandler.Content.IGNORED;
    }

    /**
     * The boundary that the current line is, or null. It begins with {@code --} and the boundary string; of several
     * that fit the longest is meant, of equal ones the innermost. RFC 2046 section 5.1.2.
     */
    private Boundary boundaryHere() {
        byte[] octets = lines.buffer();
        int from = lines.start() + 2;
        if (!lines.startsLine() || lines.end() < from || octets[from - 2] != '-' || octets[from - 1] != '-') {
            return null;
        }
        int to = lines.end() - lines.lineEndOctets();
        OpenPart best = null;
        for (var part = current; part != null; part = part.parent) {
            if (part.boundary != null
                    && (best == null || part.boundary.length > best.boundary.length)
                    && startsWith(octets, from, to, part.boundary)) {
                best = part;
                int rest = to - from - best.boundary.length;
                if (rest == 0 || rest == 2 && octets[to - 1] == '-' && octets[to - 2] == '-') {
                    break;
                }
            }
        }
        if (best == null) {
            return null;
        }
        int after = from + best.boundary.length;
        boolean last = after + 2 <= to && octets[after] == '-' && octets[after + 1] == '-';
        return last || parts < MAX_PARTS ? new Boundary(best, last) : null;
    }

    private static boolean startsWith(byte[] octets, int from, int to, byte[] prefix) {
        return to - from >= prefix.length
                && Arrays.equals(octets, from, from + prefix.length, prefix, 0, prefix.length);
    }

    /** Closes the current part and its parents up to, but not including, {@code until}, which becomes current. */
    private void close(OpenPart until, End end) {
        while (current != until) {
            current.close(end);
            current = current.parent;
        }
    }

    /**
     * Where parts end.
     *
     * @param lines line ends before that place
     * @param lineEnd octets before it that belong to the boundary there and not to the parts
     */
    private record End(long offset, long lines, int lineEnd) {}

    /** A boundary line of {@code owner}; {@code last} when it closes the multipart. */
    private record Boundary(OpenPart owner, boolean last) {}

    /** A part whose end has not been seen yet. */
    private static final class OpenPart {
        private static final byte[] CRLF = {'\r', '\n'};

        private final OpenPart parent;
        private final int depth;
        private final List<Part> children = new ArrayList<>(2);
        private Part.Kind kind = Part.Kind.LEAF;
        private ContentType type = ContentType.TEXT_PLAIN;
        private Headers headers = Headers.EMPTY;
        private BodyHandler.Content content = BodyHandler.Content.IGNORED;
        private byte[] boundary;
        private long offset;
        private long firstLine;
        private long bodyOffset;
        private long bodyFirstLine;
        /** Octets of a line end not passed on yet; it is content only when no boundary follows. */
        private int lineEnd;

        private Part closed;

        OpenPart(OpenPart parent) {
            this.parent = parent;
            this.depth = parent == null ? 0 : parent.depth + 1;
        }

        /** The current line belongs to this part's body. */
        void content(LineSource lines) {
            passLineEnd();
            lineEnd = lines.lineEndOctets();
            int length = lines.end() - lines.start() - lineEnd;
            if (length > 0) {
                content.octets(lines.buffer(), lines.start(), length);
            }
        }

        /** The line end held back turned out to be content. */
        void passLineEnd() {
            if (lineEnd > 0) {
                content.octets(CRLF, 2 - lineEnd, lineEnd);
                lineEnd = 0;
            }
        }

        /** Where the part begins at the earliest: a message without anything may begin in its part's empty line. */
        private long earliest() {
            return parent != null && parent.kind == Part.Kind.MESSAGE ? parent.earliest() : offset;
        }

        /** The line end that belongs to the boundary may be all there is after the header, or its last one. */
        void close(End end) {
            content.end();
            if (kind == Part.Kind.MESSAGE && children.isEmpty()) {
                var empty = new OpenPart(this);
                empty.offset = empty.bodyOffset = bodyOffset;
                empty.firstLine = empty.bodyFirstLine = bodyFirstLine;
                empty.close(end);
            }
            long bodyEnd = Math.max(earliest(), end.offset - end.lineEnd);
            long lastLine = bodyEnd < end.offset ? end.lines - 1 : end.lines;
            long start = Math.min(offset, bodyEnd);
            long headerEnd = Math.min(bodyOffset, bodyEnd);
            long headerLastLine = Math.min(bodyFirstLine, lastLine);
            closed = new Part(
                    kind,
                    type,
                    start,
                    headerEnd - start,
                    headerLastLine - Math.min(firstLine, lastLine),
                    bodyEnd - headerEnd,
                    lastLine - headerLastLine,
                    headers,
                    children);
            if (parent != null) {
                parent.children.add(closed);
            }
        }
    }
}
