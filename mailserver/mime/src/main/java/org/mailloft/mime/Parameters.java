package org.mailloft.mime;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Parameters of a Content-Type or Content-Disposition, RFC 2045 section 5.1, the pieces of RFC 2231 section 3 put
 * together. Order is as received, joined ones at the end. Immutable.
 *
 * @param list at most {@link #MAX_PARAMETERS}
 */
public record Parameters(List<Parameter> list) {

    /** Parameters of one field that are looked at; the rest is not. */
    public static final int MAX_PARAMETERS = 1000;

    public static final Parameters NONE = new Parameters(List.of());

    /**
     * @param name as received; ends with {@code *} when {@code value} is in the extended form of RFC 2231
     * @param value an octet string without its quotes
     */
    public record Parameter(String name, String value) {}

    /** A piece of a parameter: {@code name*index=} or {@code name*index*=}. */
    private record Piece(int index, boolean extended, String value) {

        Parameter as(String name) {
            return new Parameter(name + "*" + index + (extended ? "*" : ""), value);
        }
    }

    public Parameters {
        list = List.copyOf(list);
    }

    /** Reads {@code *(";" parameter)} to the end of the field; what is not a parameter is skipped. */
    static Parameters parse(Tokens in) {
        var plain = new ArrayList<Parameter>();
        var pieces = new TreeMap<String, List<Piece>>(String.CASE_INSENSITIVE_ORDER);
        for (int count = 0; count < MAX_PARAMETERS && !in.skipSpace().atEnd(); count++) {
            if (!in.take(';')) {
                in.until(';');
                continue;
            }
            String name = in.skipSpace().token();
            if (name.isEmpty() || !in.skipSpace().take('=')) {
                continue;
            }
            boolean quoted = in.skipSpace().peek() == '"';
            String value = quoted ? in.quoted() : unquoted(in);
            var piece = piece(name, value);
            if (value.isEmpty() && !quoted) {
                continue;
            }
            if (piece.isPresent()) {
                pieces.computeIfAbsent(name.substring(0, name.indexOf('*')), _ -> new ArrayList<>())
                        .add(piece.get());
            } else {
                plain.add(new Parameter(name, value));
            }
        }
        pieces.forEach((name, parts) -> plain.addAll(join(name, parts)));
        return plain.isEmpty() ? NONE : new Parameters(plain);
    }

    public boolean isEmpty() {
        return list.isEmpty();
    }

    /** The value as received, an octet string: what is compared with octets, such as a boundary. */
    public Optional<String> raw(String name) {
        for (var parameter : list) {
            if (parameter.name.equalsIgnoreCase(name)) {
                return Optional.of(parameter.value);
            }
        }
        return Optional.empty();
    }

    /** The value as text: RFC 2231 if it is there in that form, else as it stands, with encoded words decoded. */
    public Optional<String> text(String name) {
        return raw(name + "*").map(Parameters::decodeExtended).or(() -> raw(name)
                .map(EncodedWords::decode));
    }

    /** Names in lower case with their values as text. */
    public Map<String, String> texts() {
        var texts = new TreeMap<String, String>();
        for (var parameter : list) {
            String name = parameter.name.toLowerCase(Locale.ROOT);
            boolean extended = name.endsWith("*");
            String text = extended ? decodeExtended(parameter.value) : EncodedWords.decode(parameter.value);
            if (extended) {
                texts.put(name.substring(0, name.length() - 1), text);
            } else {
                texts.putIfAbsent(name, text);
            }
        }
        return texts;
    }

    /** A token, or whatever stands there up to a semicolon, a comment or white space. */
    private static String unquoted(Tokens in) {
        var value = new StringBuilder();
        while (!in.atEnd() && in.peek() != ';' && in.peek() != '(' && !Ascii.isSpace(in.peek())) {
            value.append((char) in.next());
        }
        return value.toString();
    }

    private static Optional<Piece> piece(String name, String value) {
        int star = name.indexOf('*');
        if (star <= 0 || star == name.length() - 1) {
            return Optional.empty();
        }
        boolean extended = name.endsWith("*");
        String digits = name.substring(star + 1, extended ? name.length() - 1 : name.length());
        if (digits.isEmpty() || digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        return Optional.of(new Piece(Integer.parseInt(digits), extended, value));
    }

    /** Joins pieces 0, 1, 2, ...; when one is missing or there twice they stay what they are. */
    private static List<Parameter> join(String name, List<Piece> pieces) {
        pieces.sort(Comparator.comparingInt(Piece::index));
        boolean extended = pieces.stream().anyMatch(Piece::extended);
        var value = new StringBuilder();
        for (int i = 0; i < pieces.size(); i++) {
            var piece = pieces.get(i);
            if (piece.index != i) {
                return pieces.stream().map(each -> each.as(name)).toList();
            }
            value.append(extended && !piece.extended ? escape(piece.value) : piece.value);
        }
        return List.of(new Parameter(extended ? name + "*" : name, value.toString()));
    }

    private static String escape(String value) {
        var escaped = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char octet = value.charAt(i);
            if (octet == '%' || octet <= ' ' || octet >= 0x7f) {
                escaped.append('%').append(String.format("%02X", (int) octet));
            } else {
                escaped.append(octet);
            }
        }
        return escaped.toString();
    }

    /** {@code [charset] "'" [language] "'" *(pchar / "%" 2HEXDIG)}, RFC 2231 section 4. */
    private static String decodeExtended(String value) {
        int first = value.indexOf('\'');
        int second = value.indexOf('\'', first + 1);
        boolean labelled = first >= 0 && second > first;
        String charset = labelled ? value.substring(0, first) : "";
        String encoded = labelled ? value.substring(second + 1) : value;
        var octets = new byte[encoded.length()];
        int length = 0;
        for (int i = 0; i < encoded.length(); i++) {
            char octet = encoded.charAt(i);
            int high = octet == '%' && i + 2 < encoded.length() ? Ascii.hex(encoded.charAt(i + 1)) : -1;
            int low = high >= 0 ? Ascii.hex(encoded.charAt(i + 2)) : -1;
            if (low >= 0) {
                octets[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                octets[length++] = (byte) octet;
            }
        }
        return Charsets.decode(octets, length, charset);
    }
}
