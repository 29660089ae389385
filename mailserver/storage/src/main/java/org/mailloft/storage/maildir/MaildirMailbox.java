package org.mailloft.storage.maildir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.mailloft.storage.FlagChange;
import org.mailloft.storage.IncomingMessage;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailFailure.Reason;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.UidSet;
import org.mailloft.storage.index.ChunkedView;
import org.mailloft.storage.maildir.Arrivals.Incoming;
import org.mailloft.storage.maildir.MessageFile.Sizes;

/** A {@link SharedMaildir} as one session has it open. */
final class MaildirMailbox implements Mailbox {

    /** How often a message is looked for again after its file was not where it should be. */
    private static final int MAX_ROUNDS = 3;

    private final MailboxName name;
    private final SharedMaildir shared;
    private final boolean writable;
    private final Runnable onClose;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param onClose gives the shared mailbox back */
    MaildirMailbox(MailboxName name, SharedMaildir shared, boolean writable, Runnable onClose) {
        this.name = name;
        this.shared = shared;
        this.writable = writable;
        this.onClose = onClose;
    }

    @Override
    public MailboxName name() {
        return name;
    }

    @Override
    public String guid() {
        return state().uidList().header().guid();
    }

    @Override
    public long uidValidity() {
        return state().uidList().header().uidValidity();
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public ChunkedView view() {
        return state().index().view();
    }

    private MaildirState state() {
        return shared.state();
    }

    @Override
    public void refresh() {
        onDisk(() -> {
            shared.refresh();
            return null;
        });
    }

    @Override
    public long claimRecent() {
        refresh();
        var view = view();
        if (!writable || view.firstRecentUid() == view.uidNext()) {
            return view.firstRecentUid();
        }
        return onDisk(() -> new FlagWriter(state()).claimRecent());
    }

    @Override
    public Watch watch(Runnable onChange) {
        return state().index().changes().watch(onChange);
    }

    @Override
    public IncomingMessage receive() {
        return new SpooledFile(state());
    }

    @Override
    public List<Long> append(List<Append> messages) {
        checkWritable();
        return onDisk(() -> {
            var incoming = new ArrayList<Incoming>(messages.size());
            for (var message : messages) {
                incoming.add(incoming(message));
            }
            return shared.queue().add(incoming);
        });
    }

    private Incoming incoming(Append message) throws IOException {
        if (!(message.content() instanceof SpooledFile file) || !file.belongsTo(state())) {
            throw new IllegalArgumentException("the message was not received by this mailbox");
        }
        int max = state().site().settings().maxKeywordLength();
        if (message.flags().keywords().stream().anyMatch(keyword -> keyword.length() > max)) {
            throw new MailFailure(Reason.LIMIT, "Keyword length too long");
        }
        file.complete(message.internalDate());
        return new Incoming(
                file.base(),
                "",
                message.flags(),
                message.internalDate(),
                new Sizes(file.physicalSize(), file.size()),
                true,
                file::moveInto);
    }

    @Override
    public List<Long> store(UidSet uids, FlagChange change) {
        checkWritable();
        return onDisk(() -> new FlagWriter(state()).store(uids, change));
    }

    @Override
    public CopiedUids copy(UidSet uids, Mailbox target) {
        return onDisk(() -> new MaildirCopy(shared, writableMaildir(target)).copy(uids));
    }

    @Override
    public CopiedUids move(UidSet uids, Mailbox target) {
        checkWritable();
        return onDisk(() -> new MaildirCopy(shared, writableMaildir(target)).move(uids));
    }

    private static SharedMaildir writableMaildir(Mailbox target) {
        if (!(target instanceof MaildirMailbox maildir)) {
            throw new IllegalArgumentException("messages can only be copied into another Maildir");
        }
        maildir.checkWritable();
        return maildir.shared;
    }

    @Override
    public UidSet expunge(UidSet uids, boolean onlyDeleted) {
        checkWritable();
        return onDisk(() -> new FlagWriter(state()).expunge(uids, onlyDeleted));
    }

    private void checkWritable() {
        if (!writable) {
            throw new MailFailure(Reason.NO_PERMISSION, "Mailbox is read-only");
        }
    }

    @Override
    public InputStream open(long uid) {
        return withFile(uid, (view, at) -> {
            var announced = new Sizes(view.physicalSize(at), view.size(at));
            boolean verified = (view.storeBits(at) & MaildirState.VERIFIED) != 0;
            var file = state().file(view, at);
            var opened = MessageFile.open(state().disk(), file, announced, verified);
            if (!opened.sizes().equals(announced)) {
                new SizeRepair(state()).correct(uid, opened.sizes());
            }
            return opened.content();
        });
    }

    @Override
    public Optional<byte[]> recall(long uid, Derived what) {
        return shared.cache().flatMap(cache -> cache.get(uid, what));
    }

    @Override
    public void remember(long uid, Derived what, byte[] octets) {
        shared.cache().ifPresent(cache -> cache.put(uid, what, octets));
    }

    @Override
    public Instant saveDate(long uid) {
        return withFile(
                uid,
                (view, at) -> state().disk().ownership(state().file(view, at)).changed());
    }

    @Override
    public String messageGuid(long uid) {
        var view = view();
        return onDisk(() -> state().uidList().messageGuid(uid, view.key(find(view, uid))));
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            onClose.run();
        }
    }

    /** Something done with the file of the message at a position of a view. */
    private interface OfFile<T> {
        T apply(ChunkedView view, int at) throws IOException;
    }

    /** Does it; again with what the directories say when the file was renamed meanwhile. */
    private <T> T withFile(long uid, OfFile<T> action) {
        return onDisk(() -> {
            for (int round = 1; ; round++) {
                var view = view();
                int at = find(view, uid);
                try {
                    return action.apply(view, at);
                } catch (NoSuchFileException _) {
                    if (round == MAX_ROUNDS) {
                        throw MailFailure.expunged();
                    }
                }
                shared.resync();
            }
        });
    }

    private static int find(ChunkedView view, long uid) {
        int at = view.indexOf(uid);
        if (at < 0) {
            throw MailFailure.expunged();
        }
        return at;
    }

    private interface OnDisk<T> {
        T run() throws IOException;
    }

    /** A broken disk passes through the port unchecked, a full one as a {@link MailFailure}. */
    private static <T> T onDisk(OnDisk<T> action) {
        try {
            return action.run();
        } catch (IOException e) {
            throw FullDisk.passing(e);
        }
    }
}
