package org.mailloft.storage.memory;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailloft.storage.FlagChange;
import org.mailloft.storage.Flags;
import org.mailloft.storage.IncomingMessage;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailFailure.Reason;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.SystemFlag;
import org.mailloft.storage.UidSet;
import org.mailloft.storage.index.ChunkedView;
import org.mailloft.storage.index.MailboxIndex;
import org.mailloft.storage.index.NewMessage;
import org.mailloft.storage.memory.Box.Message;

/** A {@link Box} as one session has it open. */
final class OpenBox implements Mailbox {

    private static final int MAX_DERIVED_OCTETS = 64 * 1024;
    private static final int MAX_KEYWORD_CHARACTERS = 50;

    private final MailboxName name;
    private final Box box;
    private final boolean writable;

    OpenBox(MailboxName name, Box box, boolean writable) {
        this.name = name;
        this.box = box;
        this.writable = writable;
    }

    @Override
    public MailboxName name() {
        return name;
    }

    @Override
    public String guid() {
        return box.guid();
    }

    @Override
    public long uidValidity() {
        return box.uidValidity();
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public ChunkedView view() {
        return box.index().view();
    }

    @Override
    public void refresh() {
        if (box.index().isGone()) {
            throw MailFailure.noSuchMailbox(name);
        }
    }

    @Override
    public long claimRecent() {
        if (!writable) {
            refresh();
            return view().firstRecentUid();
        }
        try (var change = box.index().begin(name)) {
            long first = view().firstRecentUid();
            change.edit().firstRecentUid(view().uidNext());
            change.commit();
            return first;
        }
    }

    @Override
    public Watch watch(Runnable onChange) {
        return box.index().changes().watch(onChange);
    }

    @Override
    public IncomingMessage receive() {
        return new Draft();
    }

    @Override
    public List<Long> append(List<Append> messages) {
        try (var change = begin()) {
            var arrivals = new ArrayList<Arrival>();
            for (var message : messages) {
                checkKeywords(message.flags());
                var draft = (Draft) message.content();
                arrivals.add(new Arrival(
                        new Message(draft.content(), box.now()),
                        message.flags(),
                        message.internalDate(),
                        draft.physicalSize(),
                        box.newMessageGuid()));
            }
            return add(change, arrivals);
        }
    }

    /** Adds messages and publishes them; their UIDs. */
    private List<Long> add(MailboxIndex.Change change, List<Arrival> arrivals) {
        var edit = change.edit();
        var uids = new ArrayList<Long>();
        for (var arrival : arrivals) {
            long uid = edit.uidNext();
            edit.append(new NewMessage(
                    uid,
                    edit.bits(arrival.flags),
                    arrival.internalDate,
                    arrival.message.content().length,
                    arrival.physicalSize,
                    arrival.guid));
            uids.add(uid);
        }
        for (int n = 0; n < uids.size(); n++) {
            box.messages().put(uids.get(n), arrivals.get(n).message);
        }
        change.commit();
        return uids;
    }

    @Override
    public List<Long> store(UidSet uids, FlagChange flagChange) {
        checkKeywords(flagChange.flags());
        try (var change = begin()) {
            var edit = change.edit();
            long bits = flagChange.mode() == FlagChange.Mode.REMOVE
                    ? edit.knownBits(flagChange.flags())
                    : edit.bits(flagChange.flags());
            var view = edit.base();
            var conflicts = new ArrayList<Long>();
            for (int index : view.indexes(uids)) {
                if (view.modSeq(index) > flagChange.unchangedSince()) {
                    conflicts.add(view.uid(index));
                } else {
                    edit.setFlags(index, flagChange.mode().apply(view.flagBits(index), bits));
                }
            }
            change.commit();
            return conflicts;
        }
    }

    @Override
    public CopiedUids copy(UidSet uids, Mailbox target) {
        refresh();
        var copies = copiesOf(view(), uids);
        try (var change = ((OpenBox) target).begin()) {
            return new CopiedUids(uidsOf(copies), ((OpenBox) target).add(change, arrivals(copies)));
        }
    }

    /** Both mailboxes are locked, so that of two sessions that move a message only one gets it. */
    @Override
    public CopiedUids move(UidSet uids, Mailbox target) {
        var into = (OpenBox) target;
        if (into.box == box) {
            var copied = copy(uids, target);
            expunge(UidSet.of(copied.source()), false);
            return copied;
        }
        boolean thisFirst = box.guid().compareTo(into.box.guid()) < 0;
        try (var first = (thisFirst ? this : into).begin();
                var second = (thisFirst ? into : this).begin()) {
            var source = thisFirst ? first : second;
            var copies = copiesOf(source.edit().base(), uids);
            var added = into.add(thisFirst ? second : first, arrivals(copies));
            remove(source, UidSet.of(uidsOf(copies)), false);
            return new CopiedUids(uidsOf(copies), added);
        }
    }

    private List<Copy> copiesOf(ChunkedView view, UidSet uids) {
        var copies = new ArrayList<Copy>();
        for (int index : view.indexes(uids)) {
            var message = box.messages().get(view.uid(index));
            if (message != null) {
                var arrival = new Arrival(
                        new Message(message.content(), box.now()),
                        view.flags(index),
                        view.internalDate(index),
                        view.physicalSize(index),
                        view.key(index));
                copies.add(new Copy(view.uid(index), arrival));
            }
        }
        return copies;
    }

    private static List<Long> uidsOf(List<Copy> copies) {
        return copies.stream().map(Copy::uid).toList();
    }

    private static List<Arrival> arrivals(List<Copy> copies) {
        return copies.stream().map(Copy::arrival).toList();
    }

    @Override
    public UidSet expunge(UidSet uids, boolean onlyDeleted) {
        try (var change = begin()) {
            return remove(change, uids, onlyDeleted);
        }
    }

    private UidSet remove(MailboxIndex.Change change, UidSet uids, boolean onlyDeleted) {
        var view = change.edit().base();
        var removed = new UidSet.Builder();
        for (int index : view.indexes(uids)) {
            if (!onlyDeleted || view.has(index, SystemFlag.DELETED)) {
                change.edit().expunge(index);
                removed.add(view.uid(index));
            }
        }
        var gone = removed.build();
        change.commit();
        gone.stream().forEach(box.messages()::remove);
        return gone;
    }

    @Override
    public InputStream open(long uid) {
        return new ByteArrayInputStream(message(uid).content());
    }

    @Override
    public Optional<byte[]> recall(long uid, Derived what) {
        var message = box.messages().get(uid);
        return message == null
                ? Optional.empty()
                : Optional.ofNullable(message.derived().get(what)).map(byte[]::clone);
    }

    @Override
    public void remember(long uid, Derived what, byte[] octets) {
        var message = box.messages().get(uid);
        if (message != null && octets.length <= MAX_DERIVED_OCTETS) {
            message.derived().put(what, octets);
        }
    }

    @Override
    public Instant saveDate(long uid) {
        return message(uid).saved();
    }

    @Override
    public String messageGuid(long uid) {
        var view = view();
        int index = view.indexOf(uid);
        if (index < 0) {
            throw expunged();
        }
        return view.key(index);
    }

    @Override
    public void close() {
        // Nothing is held for the session.
    }

    private MailboxIndex.Change begin() {
        if (!writable) {
            throw new MailFailure(Reason.NO_PERMISSION, "Mailbox is read-only");
        }
        return box.index().begin(name);
    }

    private Message message(long uid) {
        var message = box.messages().get(uid);
        if (message == null) {
            throw expunged();
        }
        return message;
    }

    private static MailFailure expunged() {
        return new MailFailure(Reason.EXPUNGED, "Some of the requested messages no longer exist.");
    }

    private static void checkKeywords(Flags flags) {
        if (flags.keywords().stream().anyMatch(keyword -> keyword.length() > MAX_KEYWORD_CHARACTERS)) {
            throw new MailFailure(Reason.LIMIT, "Keyword length too long");
        }
    }

    /** A message about to be added. */
    private record Arrival(Message message, Flags flags, Instant internalDate, long physicalSize, String guid) {}

    /** @param uid of the original */
    private record Copy(long uid, Arrival arrival) {}
}
