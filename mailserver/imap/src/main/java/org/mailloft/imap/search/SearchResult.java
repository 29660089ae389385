package org.mailloft.imap.search;

import java.util.Arrays;
import java.util.Set;
import org.mailloft.imap.wire.ImapWriter;
import org.mailloft.storage.MailboxView;

/** The messages that were found, and the replies that tell them. */
public final class SearchResult {

    private final MailboxView view;
    private final boolean byUid;
    private int[] indexes = new int[64];
    private int count;

    /** @param byUid whether messages are told by UID */
    public SearchResult(MailboxView view, boolean byUid) {
        this.view = view;
        this.byUid = byUid;
    }

    /** @param index higher than all before it */
    public void add(int index) {
        if (count == indexes.length) {
            indexes = Arrays.copyOf(indexes, 2 * count);
        }
        indexes[count++] = index;
    }

    /**
     * {@code "SEARCH" *(SP nz-number) [SP search-sort-mod-seq]}.
     *
     * @param modSeq whether to tell the highest modification sequence of what was found
     */
    public void writeSearch(ImapWriter out, boolean modSeq) {
        out.untagged().atom("SEARCH");
        for (int i = 0; i < count; i++) {
            out.number(number(i));
        }
        if (modSeq && count > 0) {
            out.open().atom("MODSEQ").number(highestModSeq(0, count - 1)).close();
        }
        out.crlf();
    }

    /** {@code "ESEARCH" [search-correlator] [SP "UID"] *(SP search-return-data)}, RFC 4731 section 3. */
    public void writeEsearch(ImapWriter out, String tag, Set<ReturnOption> options, boolean modSeq) {
        out.untagged().atom("ESEARCH").open().atom("TAG").quoted(tag).close();
        if (byUid) {
            out.atom("UID");
        }
        if (count > 0 && options.contains(ReturnOption.MIN)) {
            out.atom("MIN").number(number(0));
        }
        if (count > 0 && options.contains(ReturnOption.MAX)) {
            out.atom("MAX").number(number(count - 1));
        }
        if (count > 0 && options.contains(ReturnOption.ALL)) {
            writeSet(out.atom("ALL"));
        }
        if (options.contains(ReturnOption.COUNT)) {
            out.atom("COUNT").number(count);
        }
        if (modSeq && count > 0) {
            out.atom("MODSEQ").number(modSeq(options));
        }
        out.crlf();
    }

    private long number(int position) {
        return byUid ? view.uid(indexes[position]) : indexes[position] + 1L;
    }

    /** {@code sequence-set}, ascending. */
    private void writeSet(ImapWriter out) {
        out.atom("");
        int from = 0;
        while (from < count) {
            int to = from;
            while (to + 1 < count && number(to + 1) == number(to) + 1) {
                to++;
            }
            out.ascii((from == 0 ? "" : ",") + number(from) + (to == from ? "" : ":" + number(to)));
            from = to + 1;
        }
    }

    /** RFC 4731 section 3.2: of the first, the last or both of them if only they are told, else of all. */
    private long modSeq(Set<ReturnOption> options) {
        boolean all = options.contains(ReturnOption.ALL) || options.contains(ReturnOption.COUNT);
        if (all) {
            return highestModSeq(0, count - 1);
        }
        long first = options.contains(ReturnOption.MIN) ? view.modSeq(indexes[0]) : 0;
        long last = options.contains(ReturnOption.MAX) ? view.modSeq(indexes[count - 1]) : 0;
        return Math.max(first, last);
    }

    private long highestModSeq(int from, int to) {
        long highest = 0;
        for (int i = from; i <= to; i++) {
            highest = Math.max(highest, view.modSeq(indexes[i]));
        }
        return highest;
    }
}
