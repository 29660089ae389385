package org.mailloft.imap.fetch;

import java.util.List;
import java.util.Locale;
import org.mailloft.imap.wire.BadSyntax;
import org.mailloft.imap.wire.ImapReader;

/** {@code fetch-att}: something a client wants to know of a message. RFC 3501 section 6.4.5. */
public sealed interface FetchItem {

    /** What needs no arguments, in the order of responses: first what is always at hand. */
    enum Attribute implements FetchItem {
        UID("UID"),
        FLAGS("FLAGS"),
        INTERNALDATE("INTERNALDATE"),
        SIZE("RFC822.SIZE"),
        /** RFC 7162 section 3.1.5. */
        MODSEQ("MODSEQ"),
        /** RFC 8514. */
        SAVEDATE("SAVEDATE"),
        /** Dovecot's name for the message's GUID. */
        GUID("X-GUID"),
        ENVELOPE("ENVELOPE"),
        BODY("BODY"),
        BODYSTRUCTURE("BODYSTRUCTURE");

        private final String wireName;

        Attribute(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }

    /**
     * Octets of the message: BODY[section] and the RFC822 items.
     *
     * @param wireName how the response names it
     * @param peek whether {@code \Seen} stays as it is
     */
    record Content(BodySection section, Partial partial, String wireName, boolean peek) implements FetchItem {}

    /**
     * {@code "<" number "." nz-number ">"}
     *
     * @param octets {@link #UNLIMITED} when all is wanted
     */
    record Partial(long offset, long octets) {
        public static final long UNLIMITED = Long.MAX_VALUE;
        public static final Partial ALL = new Partial(0, UNLIMITED);
    }

    List<FetchItem> FAST = List.of(Attribute.FLAGS, Attribute.INTERNALDATE, Attribute.SIZE);
    List<FetchItem> ALL = List.of(Attribute.FLAGS, Attribute.INTERNALDATE, Attribute.SIZE, Attribute.ENVELOPE);
    List<FetchItem> FULL =
            List.of(Attribute.FLAGS, Attribute.INTERNALDATE, Attribute.SIZE, Attribute.ENVELOPE, Attribute.BODY);

    /** {@code "ALL" / "FULL" / "FAST" / fetch-att / "(" fetch-att *(SP fetch-att) ")"} */
    static List<FetchItem> parse(ImapReader in) {
        if (in.nextIs('(')) {
            var items = in.list(() -> item(word(in), in));
            if (items.isEmpty()) {
                throw new BadSyntax("Missing arguments.", in.position());
            }
            return items;
        }
        String word = word(in);
        return switch (word) {
            case "ALL" -> ALL;
            case "FAST" -> FAST;
            case "FULL" -> FULL;
            default -> List.of(item(word, in));
        };
    }

    /** The name of an item in capitals, up to a bracket. */
    private static String word(ImapReader in) {
        var word = new StringBuilder();
        while (Character.isLetterOrDigit(in.peek()) || in.nextIs('.') || in.nextIs('-')) {
            word.append((char) in.peek());
            in.expect((char) in.peek());
        }
        return word.toString().toUpperCase(Locale.ROOT);
    }

    private static FetchItem item(String word, ImapReader in) {
        return switch (word) {
            case "RFC822" -> new Content(BodySection.WHOLE, Partial.ALL, word, false);
            case "RFC822.HEADER" -> new Content(BodySection.of(BodySection.Text.HEADER), Partial.ALL, word, true);
            case "RFC822.TEXT" -> new Content(BodySection.of(BodySection.Text.TEXT), Partial.ALL, word, false);
            case "BODY" -> in.nextIs('[') ? content(in, false) : Attribute.BODY;
            case "BODY.PEEK" -> content(in, true);
            default -> attribute(word, in);
        };
    }

    private static FetchItem attribute(String word, ImapReader in) {
        for (var attribute : Attribute.values()) {
            if (attribute.wireName.equals(word)) {
                return attribute;
            }
        }
        throw new BadSyntax("Unknown parameter: " + word, in.position());
    }

    private static Content content(ImapReader in, boolean peek) {
        var section = BodySection.parse(in);
        String name = "BODY[" + section.wireName() + "]";
        if (!in.optional('<')) {
            return new Content(section, Partial.ALL, name, peek);
        }
        long offset = in.number();
        long octets = in.optional('.') ? in.nzNumber() : Partial.UNLIMITED;
        in.expect('>');
        return new Content(section, new Partial(offset, octets), name + "<" + offset + ">", peek);
    }
}
