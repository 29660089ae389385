package org.mailloft.imap.fetch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mailloft.imap.wire.BadSyntax;
import org.mailloft.imap.wire.CharClass;
import org.mailloft.imap.wire.ImapReader;
import org.mailloft.mime.Part;

/**
 * {@code section} of RFC 3501 section 6.4.5: which part of a message, and what of it.
 *
 * @param path part numbers from the outside in; empty for the message itself
 * @param text what of that part
 * @param fields header field names in capitals, for {@link Text#HEADER_FIELDS} and {@link Text#HEADER_FIELDS_NOT}
 */
public record BodySection(List<Integer> path, Text text, List<String> fields) {

    /** Part numbers within each other at most; the parser finds no more levels than that. */
    private static final int MAX_PATH = 200;

    /** {@code section-text}. */
    public enum Text {
        /** The whole of it. */
        ALL(""),
        HEADER("HEADER"),
        HEADER_FIELDS("HEADER.FIELDS"),
        HEADER_FIELDS_NOT("HEADER.FIELDS.NOT"),
        TEXT("TEXT"),
        MIME("MIME");

        private final String wireName;

        Text(String wireName) {
            this.wireName = wireName;
        }

        private static Optional<Text> named(String name) {
            for (var text : values()) {
                if (text != ALL && text.wireName.equalsIgnoreCase(name)) {
                    return Optional.of(text);
                }
            }
            return Optional.empty();
        }
    }

    /** A stretch of the message's octets. */
    record Range(long offset, long octets) {
        static final Range EMPTY = new Range(0, 0);
    }

    public static final BodySection WHOLE = of(Text.ALL);

    public BodySection {
        path = List.copyOf(path);
        fields = List.copyOf(fields);
    }

    public static BodySection of(Text text) {
        return new BodySection(List.of(), text, List.of());
    }

    /** {@code section = "[" [section-spec] "]"} */
    public static BodySection parse(ImapReader in) {
        in.expect('[');
        var path = new ArrayList<Integer>();
        var text = Text.ALL;
        boolean more = !in.nextIs(']');
        while (more) {
            if (Character.isDigit(in.peek())) {
                path.add(partNumber(in));
                more = in.optional('.');
            } else {
                text = sectionText(in);
                more = false;
            }
            if (path.size() > MAX_PATH) {
                throw new BadSyntax("Too deep section", in.position());
            }
        }
        if (text == Text.MIME && path.isEmpty()) {
            throw new BadSyntax("Invalid section MIME", in.position());
        }
        var fields = isFields(text) ? fields(in.sp()) : List.<String>of();
        in.expect(']');
        return new BodySection(path, text, fields);
    }

    /** Letters and dots; an atom would take the bracket with it. */
    private static Text sectionText(ImapReader in) {
        var name = new StringBuilder();
        while (in.nextIs('.') || Character.isLetter(in.peek())) {
            name.append((char) in.peek());
            in.expect((char) in.peek());
        }
        return Text.named(name.toString()).orElseThrow(() -> new BadSyntax("Invalid section " + name, in.position()));
    }

    private static int partNumber(ImapReader in) {
        return (int) Math.min(in.nzNumber(), Integer.MAX_VALUE);
    }

    /** {@code header-list = "(" header-fld-name *(SP header-fld-name) ")"} */
    private static List<String> fields(ImapReader in) {
        var names = in.list(() -> name(in));
        if (names.isEmpty()) {
            throw new BadSyntax("Missing header field names", in.position());
        }
        return names;
    }

    /** {@code header-fld-name = astring}; only printable ASCII can be a name. */
    private static String name(ImapReader in) {
        String name = in.astring();
        if (!name.chars().allMatch(CharClass::isQuotable)) {
            throw new BadSyntax("Invalid header field name", in.position());
        }
        return name.toUpperCase(Locale.ROOT);
    }

    private static boolean isFields(Text text) {
        return text == Text.HEADER_FIELDS || text == Text.HEADER_FIELDS_NOT;
    }

    /** Whether only some fields of a header are wanted. */
    public boolean isFields() {
        return isFields(text);
    }

    /** Whether the message has to be parsed to find it. */
    boolean needsTree() {
        return !path.isEmpty();
    }

    /** Whether it says something of the message as a whole that its header suffices for. */
    boolean isMessageHeader() {
        return path.isEmpty() && (text == Text.HEADER || isFields());
    }

    /** As it stands between the brackets of a response. */
    public String wireName() {
        var name = new StringBuilder();
        for (int number : path) {
            name.append(name.isEmpty() ? "" : ".").append(number);
        }
        if (text != Text.ALL) {
            name.append(name.isEmpty() ? "" : ".").append(text.wireName);
        }
        if (isFields()) {
            name.append(fields.stream().map(BodySection::astring).collect(Collectors.joining(" ", " (", ")")));
        }
        return name.toString();
    }

    private static String astring(String field) {
        boolean atom = !field.isEmpty() && field.chars().allMatch(CharClass::isAtom);
        return atom ? field : '"' + field.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Where it lies; empty when the message has no such part. For chosen fields, where their header lies. */
    Optional<Range> locate(Part message) {
        return path.isEmpty() ? Optional.of(ofMessage(message)) : part(message).map(this::ofPart);
    }

    private Range ofMessage(Part message) {
        return switch (text) {
            case ALL -> new Range(message.offset(), message.octets());
            case HEADER, HEADER_FIELDS, HEADER_FIELDS_NOT, MIME -> header(message);
            case TEXT -> body(message);
        };
    }

    /** HEADER and TEXT say something of a message only, MIME of every part. */
    private Range ofPart(Part part) {
        return switch (text) {
            case ALL -> body(part);
            case MIME -> header(part);
            case HEADER, HEADER_FIELDS, HEADER_FIELDS_NOT ->
                part.is(Part.Kind.MESSAGE) ? header(part.children().getFirst()) : Range.EMPTY;
            case TEXT -> part.is(Part.Kind.MESSAGE) ? body(part.children().getFirst()) : Range.EMPTY;
        };
    }

    private static Range header(Part part) {
        return new Range(part.offset(), part.headerOctets());
    }

    private static Range body(Part part) {
        return new Range(part.bodyOffset(), part.bodyOctets());
    }

    /**
     * The body of a message that is no multipart is its part 1. As with Dovecot, a part of a multipart that has no parts
     * has itself as part 1, too; and a multipart without boundary has none, as its structure shows an empty one.
     */
    private Optional<Part> part(Part message) {
        var part = message;
        boolean isRoot = true;
        boolean hasItself = true;
        for (int number : path) {
            if (!isRoot && part.is(Part.Kind.MESSAGE)) {
                part = part.children().getFirst();
                hasItself = true;
            }
            if (part.is(Part.Kind.MULTIPART)) {
                if (number > part.children().size()) {
                    return Optional.empty();
                }
                part = part.children().get(number - 1);
                hasItself = true;
            } else if (number == 1 && hasItself && !part.type().isMultipart()) {
                hasItself = false;
            } else {
                return Optional.empty();
            }
            isRoot = false;
        }
        return Optional.of(part);
    }
}
