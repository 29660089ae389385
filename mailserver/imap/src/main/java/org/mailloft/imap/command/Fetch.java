package org.mailloft.imap.command;

import java.util.ArrayList;
import java.util.List;
import org.mailloft.imap.Command;
import org.mailloft.imap.ImapSession;
import org.mailloft.imap.Responder;
import org.mailloft.imap.ResponseCode;
import org.mailloft.imap.SelectedMailbox;
import org.mailloft.imap.fetch.FetchItem;
import org.mailloft.imap.fetch.FetchItem.Attribute;
import org.mailloft.imap.fetch.FetchResponse;
import org.mailloft.imap.wire.BadSyntax;
import org.mailloft.imap.wire.ImapReader;
import org.mailloft.imap.wire.IndexSet;
import org.mailloft.imap.wire.SequenceSet;
import org.mailloft.storage.FlagChange;
import org.mailloft.storage.Flags;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.SystemFlag;
import org.mailloft.storage.UidSet;

/**
 * FETCH and UID FETCH: messages and what is known of them. RFC 3501 sections 6.4.5 and 6.4.8; CHANGEDSINCE is RFC 7162
 * section 3.1.4.
 *
 * @param byUid whether the set is of UIDs
 * @param changedSince only messages with a higher modification sequence; -1 for no such condition
 */
record Fetch(boolean byUid, SequenceSet set, List<FetchItem> items, long changedSince) implements Command {

    static Fetch parse(ImapReader in) {
        return parse(in, false);
    }

    static Fetch parseUid(ImapReader in) {
        return parse(in, true);
    }

    /** {@code fetch = "FETCH" SP sequence-set SP ("ALL" / ... / "(" fetch-att *(SP fetch-att) ")") [fetch-modifiers]} */
    private static Fetch parse(ImapReader in, boolean byUid) {
        var set = in.sp().sequenceSet();
        var asked = FetchItem.parse(in.sp());
        long changedSince = in.optionalSp() ? modifiers(in) : -1;
        in.crlf();
        var items = new ArrayList<FetchItem>();
        if (byUid) {
            items.add(Attribute.UID);
        }
        items.addAll(asked);
        if (changedSince >= 0) {
            items.add(Attribute.MODSEQ);
        }
        return new Fetch(byUid, set, items.stream().distinct().toList(), changedSince);
    }

    /** {@code "(" "CHANGEDSINCE" SP mod-sequence-value ")"} */
    private static long modifiers(ImapReader in) {
        var values = in.list(() -> {
            var name = in.atom();
            if (!name.equalsIgnoreCase("CHANGEDSINCE")) {
                throw new BadSyntax("Unknown FETCH modifier", in.position());
            }
            return in.sp().modSeq();
        });
        if (values.size() != 1) {
            throw new BadSyntax("Invalid FETCH modifiers", in.position());
        }
        return values.getFirst();
    }

    @Override
    public void run(ImapSession session, Responder out) {
        if (items.contains(Attribute.MODSEQ)) {
            session.enableCondstore();
        }
        var selected = session.selected();
        var messages = selected.resolve(set, byUid);
        var newlySeen = FetchResponse.marksSeen(items) ? markSeen(selected, messages) : UidSet.EMPTY;
        boolean expunged = send(session, out, messages, newlySeen);
        if (expunged) {
            out.ok(ResponseCode.EXPUNGEISSUED, "Some of the requested messages no longer exist.");
        } else {
            out.ok("Fetch completed.");
        }
    }

    /** Sets {@code \Seen} for all of them at once; returns those that did not have it. */
    private UidSet markSeen(SelectedMailbox selected, IndexSet messages) {
        if (selected.isReadOnly()) {
            return UidSet.EMPTY;
        }
        var view = selected.view();
        var unseen = new UidSet.Builder();
        messages.forEach(index -> {
            if (isChanged(selected, index) && !view.has(index, SystemFlag.SEEN)) {
                unseen.add(view.uid(index));
            }
        });
        var uids = unseen.build();
        if (!uids.isEmpty()) {
            try {
                selected.store(uids, new FlagChange(FlagChange.Mode.ADD, Flags.of(SystemFlag.SEEN)), true);
            } catch (MailFailure failure) {
                // Reading is allowed without the right to mark as read. RFC 4314 section 4.
                if (failure.reason() != MailFailure.Reason.NO_PERMISSION) {
                    throw failure;
                }
                return UidSet.EMPTY;
            }
        }
        return uids;
    }

    private boolean isChanged(SelectedMailbox selected, int index) {
        return changedSince < 0 || selected.view().modSeq(index) > changedSince;
    }

    /** Returns whether some message was gone. */
    private boolean send(ImapSession session, Responder out, IndexSet messages, UidSet newlySeen) {
        var selected = session.selected();
        var view = selected.view();
        var now = newlySeen.isEmpty() ? view : selected.mailbox().view();
        var response = new FetchResponse(
                selected,
                items,
                out.writer(),
                session.statistics(),
                session.service().clock().getZone());
        boolean expunged = false;
        for (int range = 0; range < messages.ranges(); range++) {
            for (int index = messages.first(range); index <= messages.last(range); index++) {
                if (!isChanged(selected, index)) {
                    continue;
                }
                try {
                    response.write(index, now, newlySeen.contains(view.uid(index)));
                } catch (MailFailure failure) {
                    if (failure.reason() != MailFailure.Reason.EXPUNGED
                            || !out.writer().dropLine()) {
                        throw failure;
                    }
                    expunged = true;
                }
            }
        }
        return expunged;
    }
}
