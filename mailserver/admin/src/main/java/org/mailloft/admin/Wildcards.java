package org.mailloft.admin;

import java.util.regex.Pattern;

/** Masks of users and mailboxes: {@code *} for any text, {@code ?} for one character. */
public final class Wildcards {

    private Wildcards() {}

    public static boolean isPattern(String mask) {
        return mask.indexOf('*') >= 0 || mask.indexOf('?') >= 0;
    }

    /** Whether the mask describes the whole text. */
    public static boolean matches(String mask, String text) {
        var regex = new StringBuilder();
        for (var part : mask.replaceAll("\\*+", "*").split("(?<=[*?])|(?=[*?])")) {
            regex.append(
                    switch (part) {
                        case "*" -> ".*";
                        case "?" -> ".";
                        default -> Pattern.quote(part);
                    });
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
    }
}
