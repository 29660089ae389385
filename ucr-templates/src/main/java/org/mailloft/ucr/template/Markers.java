package org.mailloft.ucr.template;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Markers as Univention's templates have them: {@code @%@key@%@} for a value, {@code @%@UCRWARNING=# @%@} for the head. A
 * marker without its partner, or with a line break in it, is text.
 */
final class Markers {

    private static final String MARK = "@%@";
    private static final String SECTION = "@!@";

    private Markers() {}

    /** The text with each marker replaced by what it comes to. */
    static String replace(String text, UnaryOperator<String> value, UnaryOperator<String> head) {
        int start = text.indexOf(MARK);
        if (start < 0) {
            return text;
        }
        var result = new StringBuilder(text.length() + 200);
        int done = 0;
        while (start >= 0) {
            int end = text.indexOf(MARK, start + MARK.length());
            if (end < 0) {
                break;
            }
            var inner = text.substring(start + MARK.length(), end);
            if (inner.isEmpty() || inner.indexOf('\n') >= 0) {
                start = end;
                continue;
            }
            result.append(text, done, start).append(replacement(inner, value, head));
            done = end + MARK.length();
            start = text.indexOf(MARK, done);
        }
        return result.append(text, done, text.length()).toString();
    }

    private static String replacement(String inner, UnaryOperator<String> value, UnaryOperator<String> head) {
        return headPrefix(inner).map(head).orElseGet(() -> value.apply(inner));
    }

    private static Optional<String> headPrefix(String inner) {
        int equals = inner.indexOf('=');
        var name = equals < 0 ? "" : inner.substring(0, equals);
        boolean head = name.equals("UCRWARNING") || name.equals("UCRWARNING_ASCII") || name.equals("BCWARNING");
        return head ? Optional.of(inner.substring(equals + 1)) : Optional.empty();
    }

    /** The same in Freemarker's language. */
    static String rewrite(String text) {
        return replace(
                text, key -> "${ucr['" + literal(key) + "']!''}", prefix -> "${head('" + literal(prefix) + "')}");
    }

    private static String literal(String text) {
        return text.replace("\\", "\\\\").replace("'", "\\'").replace("{", "\\{");
    }

    static Reads reads(String text) {
        var keys = new TreeSet<String>();
        replace(
                text,
                key -> {
                    keys.add(key);
                    return "";
                },
                prefix -> "");
        return new Reads(keys, Set.of());
    }

    /** @throws TemplateFailure when the text has a Python section */
    static void refuseSections(Path file, String text) {
        int at = text.indexOf(SECTION);
        if (at >= 0) {
            throw new TemplateFailure(
                    file,
                    TemplateText.lineAt(text, at),
                    Optional.empty(),
                    "Python sections (@!@) are not executed; the template language does the same.");
        }
    }
}
