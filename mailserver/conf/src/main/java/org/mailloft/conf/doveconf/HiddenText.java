package org.mailloft.conf.doveconf;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes passwords and keys out of what is printed. */
final class HiddenText {
    private static final String INSTEAD = "#hidden_use-P_to_show#";
    /** {@code password=x}, {@code secret = x}, {@code api_key=x}: a word that starts like a secret, up to a separator. */
    private static final Pattern NAMED_VALUE =
            Pattern.compile("(?<![\\p{Alnum}])((?:key|secret|pass)[^=\\s]*\\s*=)[^\\s;:]*");

    private static final Pattern USER_IN_URL = Pattern.compile("((?:https?|ftp)://)[^/@\\s]*@");

    private HiddenText() {}

    /** Whether nothing of the value may be seen. */
    static boolean isSecret(String key, String text) {
        return !text.isEmpty()
                && (key.endsWith("_password")
                        || key.endsWith("_key")
                        || key.endsWith("_nonce")
                        || key.startsWith("ssl_dh"));
    }

    /** The value without the secrets inside of it. */
    static String hide(String text) {
        String hidden = NAMED_VALUE.matcher(text).replaceAll("$1" + Matcher.quoteReplacement(INSTEAD));
        return USER_IN_URL.matcher(hidden).replaceAll("$1" + Matcher.quoteReplacement(INSTEAD) + "@");
    }
}
