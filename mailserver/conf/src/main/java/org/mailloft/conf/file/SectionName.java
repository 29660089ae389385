package org.mailloft.conf.file;

/**
 * The name of a section where it is a part of a path such as {@code namespace/inbox/mailbox/Sent\_Messages}: what has a
 * meaning there is written as a backslash and another character, as Dovecot 2.3 does.
 */
public final class SectionName {

    private static final String PLAIN = "\\/ =,";
    private static final String ESCAPES = "\\s_e+";

    private SectionName() {}

    public static String escape(String name) {
        var escaped = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            int found = PLAIN.indexOf(name.charAt(i));
            if (found < 0) {
                escaped.append(name.charAt(i));
            } else {
                escaped.append('\\').append(ESCAPES.charAt(found));
            }
        }
        return escaped.toString();
    }

    /** A backslash before anything else, or at the end, stands for itself. */
    public static String unescape(String escaped) {
        var name = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            boolean hasNext = escaped.charAt(i) == '\\' && i + 1 < escaped.length();
            int found = hasNext ? ESCAPES.indexOf(escaped.charAt(i + 1)) : -1;
            if (found >= 0) {
                i++;
            }
            name.append(found < 0 ? escaped.charAt(i) : PLAIN.charAt(found));
        }
        return name.toString();
    }
}
