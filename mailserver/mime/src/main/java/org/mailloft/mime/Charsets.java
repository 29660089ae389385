package org.mailloft.mime;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Charset labels as they occur in mail. */
public final class Charsets {

    /** Labels that Java does not know, or that mailers use for more than they say. */
    private static final Map<String, String> ALIASES = Map.of(
            "unicode-1-1-utf-7", "UTF-7",
            "ks_c_5601-1987", "x-windows-949",
            "ks_c_5601", "x-windows-949",
            "gb2312", "GB18030",
            "gbk", "GB18030",
            "x-gbk", "GB18030",
            "cp-850", "IBM850",
            "x-mac-roman", "x-MacRoman",
            "macintosh", "x-MacRoman",
            "utf8mb4", "UTF-8");

    private Charsets() {}

    /** The charset of a label, compared without regard to case; empty when it is not known. */
    public static Optional<Charset> named(String label) {
        String name = label.strip().toLowerCase(Locale.ROOT);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Charset.forName(ALIASES.getOrDefault(name, name)));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
            return Optional.empty();
        }
    }

    /**
     * Octets to text; never fails. An unknown or missing charset is read as UTF-8 when that fits, else as Windows-1252;
     * what a charset cannot mean becomes U+FFFD.
     */
    public static String decode(byte[] octets, int length, String label) {
        if (isAscii(octets, length) && !isStateful(label)) {
            return new String(octets, 0, length, StandardCharsets.US_ASCII);
        }
        var charset = named(label).filter(known -> !known.equals(StandardCharsets.US_ASCII));
        return charset.map(known -> new String(octets, 0, length, known)).orElseGet(() -> guess(octets, length));
    }

    /** An octet string whose charset nobody told, to text. */
    public static String decode(String octets) {
        for (int i = 0; i < octets.length(); i++) {
            if (octets.charAt(i) >= 0x80) {
                byte[] raw = octets.getBytes(StandardCharsets.ISO_8859_1);
                return guess(raw, raw.length);
            }
        }
        return octets;
    }

    /** A decoder for a stream: replaces what it cannot decode. An unknown charset is read as UTF-8. */
    public static CharsetDecoder decoder(String label) {
        return named(label)
                .filter(known -> !known.equals(StandardCharsets.US_ASCII))
                .orElse(StandardCharsets.UTF_8)
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
    }

    /** Whether octets below 128 may mean something else than ASCII in this charset. */
    public static boolean isStateful(String label) {
        String name = label.strip().toLowerCase(Locale.ROOT);
        return name.startsWith("iso-2022")
                || name.startsWith("utf-16")
                || name.startsWith("utf-32")
                || name.contains("utf-7")
                || name.startsWith("hz")
                || name.startsWith("ucs")
                || name.startsWith("ibm")
                || name.startsWith("cp");
    }

    private static String guess(byte[] octets, int length) {
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets, 0, length));
            return text.toString();
        } catch (CharacterCodingException _) {
            return new String(octets, 0, length, Charset.forName("windows-1252"));
        }
    }

    private static boolean isAscii(byte[] octets, int length) {
        for (int i = 0; i < length; i++) {
            if (octets[i] < 0) {
                return false;
            }
        }
        return true;
    }
}
