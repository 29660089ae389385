package org.mailloft.imap.fetch;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.mailloft.imap.SelectedMailbox;
import org.mailloft.imap.Statistics;
import org.mailloft.imap.fetch.FetchItem.Attribute;
import org.mailloft.imap.fetch.FetchItem.Content;
import org.mailloft.imap.wire.DateTime;
import org.mailloft.imap.wire.FlagList;
import org.mailloft.imap.wire.ImapWriter;
import org.mailloft.storage.MailboxView;
import org.mailloft.storage.SystemFlag;

/**
 * Writes FETCH responses for one command. Attributes come first and contents last, whatever their order in the request,
 * so that a client knows about a message before its octets arrive.
 */
public final class FetchResponse {

    private final SelectedMailbox selected;
    private final ImapWriter out;
    private final Attribute[] attributes;
    private final Attribute[] attributesAndFlags;
    private final List<Content> contents = new ArrayList<>();
    private final ContentWriter contentWriter;
    private final ZoneId zone;

    /** @param items in any order, contents without repetition */
    public FetchResponse(
            SelectedMailbox selected, List<FetchItem> items, ImapWriter out, Statistics statistics, ZoneId zone) {
        this.selected = selected;
        this.zone = zone;
        this.out = out;
        this.contentWriter = new ContentWriter(out, statistics);
        var asked = EnumSet.noneOf(Attribute.class);
        for (var item : items) {
            switch (item) {
                case Attribute attribute -> asked.add(attribute);
                case Content content -> contents.add(content);
            }
        }
        this.attributes = asked.toArray(Attribute[]::new);
        asked.add(Attribute.FLAGS);
        this.attributesAndFlags = asked.toArray(Attribute[]::new);
    }

    /** Whether fetching sets {@code \Seen}. */
    public static boolean marksSeen(List<FetchItem> items) {
        return items.stream().anyMatch(item -> item instanceof Content content && !content.peek());
    }

    /**
     * Writes the response for the message at {@code index} of the client's view.
     *
     * @param now the mailbox after this command's own change of flags
     * @param newlySeen whether this command has set {@code \Seen}; then the flags are told, asked for or not
     * @throws org.mailloft.storage.MailFailure with {@code EXPUNGED}; the line is then unfinished
     */
    public void write(int index, MailboxView now, boolean newlySeen) {
        var view = selected.view();
        var message = new FetchedMessage(selected.mailbox(), view.uid(index));
        out.untagged().number(index + 1L).atom("FETCH").open();
        for (var attribute : newlySeen ? attributesAndFlags : attributes) {
            attribute(attribute, index, now, message, newlySeen);
        }
        for (int i = 0; i < contents.size(); i++) {
            contentWriter.write(contents.get(i), message, view.size(index));
        }
        out.close().crlf();
    }

    private void attribute(Attribute attribute, int index, MailboxView now, FetchedMessage message, boolean newlySeen) {
        var view = selected.view();
        out.atom(attribute.wireName());
        switch (attribute) {
            case UID -> out.number(view.uid(index));
            case FLAGS -> flags(index, newlySeen);
            case INTERNALDATE -> out.quoted(DateTime.format(view.internalDate(index), zone));
            case SIZE -> out.number(view.size(index));
            case MODSEQ -> out.open().number(modSeq(index, now)).close();
            case ENVELOPE -> derived(message.envelope());
            case BODY -> derived(message.body());
            case BODYSTRUCTURE -> derived(message.bodyStructure());
            case SAVEDATE -> out.quoted(DateTime.format(selected.mailbox().saveDate(view.uid(index)), zone));
            case GUID -> out.atom(selected.mailbox().messageGuid(view.uid(index)));
        }
    }

    private void flags(int index, boolean newlySeen) {
        var view = selected.view();
        long bits = view.flagBits(index) | (newlySeen ? SystemFlag.SEEN.bit() : 0);
        FlagList.write(out, bits, view.keywords(), selected.isRecent(view.uid(index)));
    }

    private long modSeq(int index, MailboxView now) {
        var view = selected.view();
        if (now == view) {
            return view.modSeq(index);
        }
        int there = now.indexOf(view.uid(index));
        return there < 0 ? view.modSeq(index) : now.modSeq(there);
    }

    private void derived(byte[] octets) {
        out.atom("").octets(octets);
    }
}
