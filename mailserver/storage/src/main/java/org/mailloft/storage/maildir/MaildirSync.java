package org.mailloft.storage.maildir;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailloft.storage.MailboxView;
import org.mailloft.storage.disk.Disk;
import org.mailloft.storage.index.ChunkedView;
import org.mailloft.storage.index.MailboxIndex;
import org.mailloft.storage.index.NewMessage;
import org.mailloft.storage.index.ViewEdit;
import org.mailloft.storage.maildir.MaildirScan.Found;
import org.mailloft.storage.maildir.MessageFacts.Candidate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over what others did to the files: flags renamed, messages added and removed, UIDs given by Dovecot. The
 * directories are right about messages and flags, the UID list about UIDs; files it does not know get the next ones.
 * Runs under the mailbox's lock, and under the lock of the UID list if that can be had; without it, or without space to
 * write down new UIDs, flags and removals are taken over, and new messages wait for the next time.
 */
final class MaildirSync {

    private static final Logger LOG = LoggerFactory.getLogger(MaildirSync.class);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final MaildirState state;
    private final MailboxIndex.Change change;
    private final ViewEdit edit;
    private final ChunkedView view;
    private Optional<UidList> list = Optional.empty();
    /** Records of the list by base name; null until somebody needs them. */
    private Map<String, UidList.Entry> listed;

    private final MaildirScan scan;
    private List<String> names = List.of();
    private boolean allRead;
    private boolean listWasRead;
    private boolean rewrite;

    /** What came of it. */
    enum Outcome {
        DONE,
        /** The mailbox is another one now, or none: what we know of it is worth nothing. */
        REPLACED
    }

    private MaildirSync(MaildirState state, MailboxIndex.Change change) {
        this.state = state;
        this.change = change;
        this.edit = change.edit();
        this.view = edit.base();
        this.scan = new MaildirScan(state.site(), state.folder());
    }

    /** Whether any of the files looks different from when it was last read. */
    static boolean isDue(MaildirState state) throws IOException {
        return state.isFreshOutdated()
                || state.isCurOutdated()
                || state.uidList().isOutdated()
                || state.keywords().isOutdated();
    }

    /**
     * Reads what changed and commits what came of it. The change has no edits yet, and none afterwards.
     *
     * @param everything whether to read what looks unchanged too
     */
    static Outcome run(MaildirState state, MailboxIndex.Change change, boolean everything) throws IOException {
        try (var lock = state.uidList().tryLock(PATIENCE).orElse(null)) {
            if (everything) {
                state.distrust();
            }
            return new MaildirSync(state, change).run(lock != null);
        } catch (NoSuchFileException e) {
            if (state.disk().find(state.folder().mail()).isEmpty()) {
                return Outcome.REPLACED;
            }
            if (state.disk().find(state.folder().cur()).isPresent()
                    && state.disk().find(state.folder().fresh()).isPresent()
                    && state.disk().find(state.folder().control()).isPresent()) {
                throw e;
            }
            state.createDirectories();
            return run(state, change, everything);
        } catch (IOException e) {
            if (!FullDisk.isCause(e)) {
                throw e;
            }
            LOG.warn("Maildir {}: new messages have to wait: {}", state.folder().mail(), e.getMessage());
            change.restart();
            state.distrust();
            return new MaildirSync(state, change).run(false);
        }
    }

    private Outcome run(boolean locked) throws IOException {
        state.keywords().refresh();
        if (state.uidList().isOutdated()) {
            readUidList();
            if (list.isPresent() && !sameMailbox(list.get().header())) {
                return Outcome.REPLACED;
            }
        }
        addKeywordNames();
        readDirectories();
        mergeKnown();
        var arrived = locked && !scan.files().isEmpty() ? assignUids() : List.<Arrival>of();
        arrived.forEach(this::append);
        if (locked) {
            writeUids(arrived);
            list.ifPresent(read -> edit.raiseUidNext(read.nextUid()));
        }
        if (locked) {
            state.uidList().restamp();
        } else if (listWasRead || !scan.files().isEmpty()) {
            state.distrust(); // the rest when the lock can be had
        }
        state.commit(change);
        return Outcome.DONE;
    }

    /**
     * Reads {@code new/} and {@code cur/}, each only if it looks changed. Before a message counts as removed both are
     * read: it may just have moved from one to the other.
     */
    private void readDirectories() throws IOException {
        boolean renumbered = isRenumbered();
        boolean fresh = renumbered || state.isFreshOutdated();
        if (fresh) {
            readFresh();
        }
        boolean cur = renumbered || state.isCurOutdated();
        if (cur) {
            readCur();
        }
        if (fresh != cur && anyMissing(fresh)) {
            readFresh();
            readCur();
            fresh = true;
            cur = true;
        }
        allRead = fresh && cur;
    }

    /** Whether the UID list has given any message we know another UID. */
    private boolean isRenumbered() {
        for (int at = 0; listWasRead && at < view.size(); at++) {
            var entry = listed(view.key(at));
            if (entry != null && entry.uid() != view.uid(at)) {
                return true;
            }
        }
        return false;
    }

    private void readFresh() throws IOException {
        state.restampFresh();
        scan.readFresh();
    }

    private void readCur() throws IOException {
        state.restampCur();
        scan.readCur();
    }

    /** Whether a message that was in the directory that was read is not in it any more. */
    private boolean anyMissing(boolean fresh) {
        for (int at = 0; at < view.size(); at++) {
            boolean wasThere = (view.storeBits(at) & MaildirState.FRESH) != 0 == fresh;
            if (wasThere && !scan.files().containsKey(view.key(at))) {
                return true;
            }
        }
        return false;
    }

    private void readUidList() throws IOException {
        list = state.uidList().read();
        listWasRead = true;
        rewrite = list.isEmpty() || list.get().needsRewrite();
        listed = null;
    }

    private UidList.Entry listed(String base) {
        if (listed == null) {
            var entries = entries();
            listed = HashMap.newHashMap(entries.size());
            entries.forEach(entry -> listed.put(entry.base(), entry));
        }
        return listed.get(base);
    }

    private List<UidList.Entry> entries() {
        return list.map(UidList::entries).orElse(List.of());
    }

    /** A mailbox that nobody has seen yet takes whatever UIDVALIDITY the list says. */
    private boolean sameMailbox(UidList.Header found) {
        boolean untouched = view.size() == 0 && view.uidNext() == 1;
        if (found.uidValidity() != state.uidList().header().uidValidity() && !untouched) {
            LOG.warn(
                    "Maildir {}: UIDVALIDITY changed ({} -> {})",
                    state.folder().mail(),
                    state.uidList().header().uidValidity(),
                    found.uidValidity());
            return false;
        }
        var guid = found.guid().isEmpty() ? state.uidList().header().guid() : found.guid();
        state.uidList().header(new UidList.Header(found.uidValidity(), found.nextUid(), guid, found.others()));
        return true;
    }

    /** So that clients learn of keywords before a message has them. */
    private void addKeywordNames() {
        for (var keyword : state.keywords().file().names()) {
            if (!keyword.isEmpty()) {
                edit.keyword(keyword);
            }
        }
        names = edit.keywords();
    }

    /** Takes the messages we know out of the files that were found. */
    private void mergeKnown() throws IOException {
        var files = scan.files();
        var renamed = renamedByOthers();
        long unlettered = state.keywords().unlettered(names);
        long firstRecent = view.firstRecentUid();
        for (int at = 0; at < view.size(); at++) {
            var base = view.key(at);
            if (isListedElsewhere(at, base)) {
                remove(at);
                continue;
            }
            var found = files.remove(base);
            if (found == null && renamed.containsKey(base)) {
                found = files.remove(renamed.get(base));
                rename(at, found);
            }
            if (found != null) {
                if (!found.fresh() && (view.storeBits(at) & MaildirState.FRESH) != 0) {
                    firstRecent = Math.max(firstRecent, view.uid(at) + 1); // another session has claimed it
                }
                mergeFlags(at, found, unlettered);
            } else if (allRead) {
                remove(at);
            }
        }
        edit.firstRecentUid(firstRecent);
    }

    private void remove(int at) {
        edit.expunge(at);
        state.oddNames.remove(view.uid(at));
    }

    /** Whether the UID list has given the message another UID. One that it does not have gets its old one back. */
    private boolean isListedElsewhere(int at, String base) {
        if (!listWasRead) {
            return false;
        }
        var entry = listed(base);
        rewrite |= entry == null;
        return entry != null && entry.uid() != view.uid(at);
    }

    /** Messages whose base name the UID list has changed, by their old one. Dovecot does that to put wrong sizes right. */
    private Map<String, String> renamedByOthers() {
        var renamed = new HashMap<String, String>();
        for (var entry : entries()) {
            int at = view.indexOf(entry.uid());
            if (at >= 0 && !view.key(at).equals(entry.base()) && scan.files().containsKey(entry.base())) {
                renamed.put(view.key(at), entry.base());
            }
        }
        return renamed;
    }

    private void rename(int at, Found found) throws IOException {
        var facts = found == null ? Optional.<MessageFacts>empty() : MessageFacts.of(state, found, Optional.empty());
        if (facts.isPresent()) {
            var sizes = facts.get().sizes();
            edit.rekey(at, facts.get().base(), sizes.virtual(), sizes.physical());
            state.dropIndex();
        }
    }

    private void mergeFlags(int at, Found found, long unlettered) {
        var name = found.name();
        long bits =
                name.systemBits() | state.keywords().bits(name.keywordBits(), edit) | view.flagBits(at) & unlettered;
        edit.setFlags(at, bits);
        long store = noteName(view.uid(at), found, bits) | view.storeBits(at) & MaildirState.VERIFIED;
        if (store != view.storeBits(at)) {
            edit.setStoreBits(at, store);
        }
    }

    private long noteName(long uid, Found found, long bits) {
        if ((bits >>> MailboxView.FIRST_KEYWORD_BIT) >>> names.size() != 0) {
            names = edit.keywords();
        }
        var plain = found.fresh() ? found.base() : state.nameInCur(found.base(), "", bits, names);
        return state.noteName(uid, found.fileName(), found.fresh(), plain);
    }

    /** A message that enters the view. */
    private record Arrival(long uid, MessageFacts facts, boolean listed) {}

    private List<Arrival> assignUids() throws IOException {
        if (!listWasRead) {
            readUidList();
        }
        var arrivals = new ArrayList<Arrival>(scan.files().size());
        for (var facts : MessageFacts.gather(state, takeListed())) {
            arrivals.add(new Arrival(facts.listed().orElseThrow().uid(), facts, true));
            rewrite |= facts.isRenamed();
        }
        var unknown = MessageFacts.gather(state, takeOthers());
        unknown.sort(MessageFacts::compareArrival);
        long next = Math.max(view.uidNext(), list.map(UidList::nextUid).orElse(1L));
        for (var facts : unknown) {
            facts.listed().ifPresent(entry -> warnOfReturn(entry, facts));
            arrivals.add(new Arrival(next++, facts, false));
        }
        return arrivals;
    }

    /** Files to which the UID list has given UIDs that we do not know yet, in their order. */
    private List<Candidate> takeListed() {
        var taken = new ArrayList<Candidate>(scan.files().size());
        for (var entry : entries()) {
            var found = entry.uid() < view.uidNext() ? null : scan.files().remove(entry.base());
            if (found != null) {
                taken.add(new Candidate(found, Optional.of(entry)));
            }
        }
        return taken;
    }

    private List<Candidate> takeOthers() {
        return scan.files().values().stream()
                .map(found -> new Candidate(found, Optional.ofNullable(listed(found.base()))))
                .toList();
    }

    private void warnOfReturn(UidList.Entry old, MessageFacts facts) {
        LOG.warn(
                "Maildir {}: Expunged message reappeared, giving a new UID (old uid={}, file={})",
                state.folder().mail(),
                old.uid(),
                facts.file().fileName());
    }

    private void append(Arrival arrival) {
        var facts = arrival.facts;
        var name = facts.file().name();
        long bits = name.systemBits() | state.keywords().bits(name.keywordBits(), edit);
        long store = noteName(arrival.uid, facts.file(), bits) | (facts.verified() ? MaildirState.VERIFIED : 0);
        edit.append(new NewMessage(
                arrival.uid,
                bits | store,
                facts.received(),
                facts.sizes().virtual(),
                facts.sizes().physical(),
                name.base()));
    }

    private void writeUids(List<Arrival> arrivals) throws IOException {
        var lines = new ArrayList<UidList.Entry>();
        for (var arrival : arrivals) {
            if (!arrival.listed) {
                lines.add(arrival.facts.record(arrival.uid));
            }
        }
        if (rewrite) {
            rewrite(arrivals);
        } else if (!lines.isEmpty()) {
            try (var file = state.uidList().append()) {
                long before = file.size();
                try {
                    file.write(UidList.lines(lines));
                    if (state.site().settings().syncs()) {
                        file.force();
                    }
                } catch (IOException e) {
                    file.truncate(before);
                    throw e;
                }
            } catch (NoSuchFileException _) {
                rewrite(arrivals);
            }
            state.uidList().appended(lines);
        }
    }

    /** Writes the whole list: the messages of the view with what the old list said of them, then those that arrived. */
    private void rewrite(List<Arrival> arrivals) throws IOException {
        var old = new HashMap<Long, UidList.Entry>();
        list.ifPresent(read -> read.entries().forEach(entry -> old.put(entry.uid(), entry)));
        var entries = new ArrayList<UidList.Entry>();
        var kept = edit.build();
        for (int at = 0; at < kept.size() && kept.uid(at) < view.uidNext(); at++) {
            var before = old.get(kept.uid(at));
            entries.add(new UidList.Entry(kept.uid(at), before == null ? "" : before.fields(), kept.key(at)));
        }
        for (var arrival : arrivals) {
            var before = arrival.listed ? old.get(arrival.uid) : null;
            var made = arrival.facts.record(arrival.uid);
            entries.add(before == null ? made : new UidList.Entry(arrival.uid, before.fields(), made.base()));
        }
        long next = Math.max(edit.uidNext(), list.map(UidList::nextUid).orElse(1L));
        state.uidList().write(new UidList(state.uidList().header().withNextUid(next), entries, entries.size(), false));
    }

    private Disk disk() {
        return state.disk();
    }
}
