package org.mailloft.mime;

import java.util.List;

/**
 * A message or a part of one, and where it lies in the octets it was parsed from: enough to cut out any section later
 * without parsing again. Immutable.
 *
 * @param kind what may be inside
 * @param type as declared, or the default of RFC 2045 section 5.2 and RFC 2046 section 5.1.5
 * @param offset where the header begins
 * @param headerOctets length of the header with the empty line; the body begins at {@code offset + headerOctets}
 * @param headerLines line ends in the header
 * @param bodyOctets length of the body, without the line end that belongs to the boundary after it
 * @param bodyLines line ends in the body
 * @param headers fields that the parser was told to keep
 * @param children parts of a multipart, possibly none; exactly one for a message; none for a leaf
 */
public record Part(
        Kind kind,
        ContentType type,
        long offset,
        long headerOctets,
        long headerLines,
        long bodyOctets,
        long bodyLines,
        Headers headers,
        List<Part> children) {

    public enum Kind {
        /** Content of its own; also whatever lies beyond the parser's bounds. */
        LEAF,
        /** {@code multipart/*} with a boundary. */
        MULTIPART,
        /** {@code message/rfc822}: its only child is the message. */
        MESSAGE
    }

    public Part {
        children = List.copyOf(children);
    }

    public long bodyOffset() {
        return offset + headerOctets;
    }

    /** Header and body together. */
    public long octets() {
        return headerOctets + bodyOctets;
    }

    public boolean is(Kind kind) {
        return this.kind == kind;
    }
}
