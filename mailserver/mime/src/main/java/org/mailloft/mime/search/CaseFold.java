package org.mailloft.mime.search;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Makes texts comparable that people take for the same: compatibility decomposition (NFKD), then case removed, in the
 * spirit of {@code i;unicode-casemap} (RFC 5051). Decomposed, so that {@code a} is found in {@code ä}.
 */
final class CaseFold {

    private CaseFold() {}

    static String fold(String text) {
        if (isAscii(text)) {
            return text.toLowerCase(Locale.ROOT);
        }
        String upper = Normalizer.normalize(text, Normalizer.Form.NFKD).toUpperCase(Locale.ROOT);
        var folded = new StringBuilder(upper.length());
        // One by one: String.toLowerCase looks at the neighbours of a final sigma, and a search cannot.
        upper.codePoints().map(Character::toLowerCase).forEach(folded::appendCodePoint);
        return folded.toString();
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
