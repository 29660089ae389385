package org.mailloft.imap.command;

import java.nio.charset.StandardCharsets;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.ModifiedUtf7;

/**
 * A mailbox name with wildcards, RFC 3501 section 6.3.8: {@code *} matches anything, {@code %} anything without a
 * separator. Compared in the form names have on the wire, so that a pattern may end in the middle of a shifted part.
 *
 * @param text wildcards that follow each other made one
 * @param utf8 whether names on the wire are UTF-8, and not modified UTF-7
 */
record ListPattern(String text, char separator, boolean utf8) {

    static ListPattern of(byte[] reference, byte[] pattern, char separator, boolean utf8) {
        var charset = utf8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        var text = new String(reference, charset) + new String(pattern, charset);
        var single = text.replaceAll("[*%]*\\*[*%]*", "*").replaceAll("%+", "%");
        boolean inInbox = single.regionMatches(true, 0, "INBOX" + separator, 0, 6);
        return new ListPattern(inInbox ? "INBOX" + single.substring(5) : single, separator, utf8);
    }

    boolean matches(MailboxName mailbox) {
        var name = utf8 ? mailbox.value() : ModifiedUtf7.encode(mailbox.value());
        if (text.length() > 2 * name.length() + 1) {
            return false;
        }
        return mailbox.equals(MailboxName.INBOX)
                ? matches(text.toUpperCase(java.util.Locale.ROOT), name)
                : matches(text, name);
    }

    /** Goes through the pattern once, keeping at which places of the name it can have arrived. */
    private boolean matches(String pattern, String name) {
        var at = new boolean[name.length() + 1];
        at[0] = true;
        for (int p = 0; p < pattern.length(); p++) {
            char c = pattern.charAt(p);
            if (c == '*' || c == '%') {
                for (int i = 1; i < at.length; i++) {
                    at[i] |= at[i - 1] && (c == '*' || name.charAt(i - 1) != separator);
                }
            } else {
                for (int i = at.length - 1; i > 0; i--) {
                    at[i] = at[i - 1] && name.charAt(i - 1) == c;
                }
                at[0] = false;
            }
        }
        return at[name.length()];
    }
}
