package org.mailloft.imap.wire;

import java.util.List;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.MailboxView;
import org.mailloft.storage.SystemFlag;

/** Writes {@code flag-list} from the bits of a view, without making strings or sets. */
public final class FlagList {

    private static final SystemFlag[] SYSTEM = SystemFlag.values();

    private FlagList() {}

    /**
     * @param bits as in {@link MailboxView#flagBits}
     * @param keywords as in {@link MailboxView#keywords}
     * @param recent whether {@code \Recent} is among them
     */
    public static void write(ImapWriter out, long bits, List<String> keywords, boolean recent) {
        out.open();
        for (var flag : SYSTEM) {
            if ((bits & flag.bit()) != 0) {
                out.atom(flag.wireName());
            }
        }
        if (recent) {
            out.atom("\\Recent");
        }
        for (long left = bits >>> MailboxView.FIRST_KEYWORD_BIT; left != 0; left &= left - 1) {
            int number = Long.numberOfTrailingZeros(left);
            if (number < keywords.size()) {
                out.atom(keywords.get(number));
            }
        }
        out.close();
    }

    /** All flags a mailbox has: the system flags and every keyword. */
    public static void writeAll(ImapWriter out, List<String> keywords) {
        writeSettable(out, Mailbox.Settable.ALL, keywords, false);
    }

    /**
     * Those that can be changed.
     *
     * @param more whether there can be further keywords
     */
    public static void writeSettable(ImapWriter out, Mailbox.Settable settable, List<String> keywords, boolean more) {
        out.open();
        for (var flag : SYSTEM) {
            if (settable.system().contains(flag)) {
                out.atom(flag.wireName());
            }
        }
        if (settable.keywords()) {
            keywords.forEach(out::atom);
            if (more) {
                out.atom("\\*");
            }
        }
        out.close();
    }
}
