package org.mailloft.storage.maildir;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.mailloft.storage.MailboxView;
import org.mailloft.storage.disk.Disk;
import org.mailloft.storage.index.ChunkedView;
import org.mailloft.storage.index.MailboxIndex;
import org.mailloft.storage.index.NewMessage;
import org.mailloft.storage.index.ViewEdit;
import org.mailloft.storage.maildir.MaildirScan.Found;
import org.mailloft.storage.maildir.MaildirState.Stamps;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over what others did to the files: flags renamed, messages added and removed, UIDs given by Dovecot. The
 * directories are right about messages and flags, the UID list about UIDs; files it does not know get the next ones.
 * Runs under the mailbox's lock, and under the lock of the UID list if that can be had; without it flags and removals
 * are taken over, and new messages wait for the next time.
 */
final class MaildirSync {

    private static final Logger LOG = LoggerFactory.getLogger(MaildirSync.class);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** From so many new files on they are looked at in parallel. */
    private static final int MANY = 256;

    private static final int PARALLEL = 4;

    private final MaildirState state;
    private final MailboxIndex.Change change;
    private final ViewEdit edit;
    private final ChunkedView view;
    private Optional<UidList> list = Optional.empty();
    private List<String> names = List.of();
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
    }

    /** Whether any of the files looks different from when it was last read. */
    static boolean isDue(MaildirState state) throws IOException {
        var now = state.now();
        var folder = state.folder();
        var disk = state.disk();
        var stamps = state.stamps;
        return stamps.fresh().isOutdated(disk.find(folder.fresh()), now)
                || stamps.cur().isOutdated(disk.find(folder.cur()), now)
                || stamps.uidList().isOutdated(disk.find(folder.uidList()), now)
                || stamps.keywords().isOutdated(disk.find(folder.keywords()), now);
    }

    /** Reads what changed and commits what came of it. The change has no edits yet, and none afterwards. */
    static Outcome run(MaildirState state, MailboxIndex.Change change) throws IOException {
        try (var lock = DotLock.tryAcquire(
                        state.disk(), state.site().host(), state.folder().uidList(), PATIENCE)
                .orElse(null)) {
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
            return run(state, change);
        }
    }

    private Outcome run(boolean locked) throws IOException {
        var seen = new Stamps(
                state.look(state.folder().fresh()),
                state.look(state.folder().cur()),
                state.look(state.folder().uidList()),
                state.look(state.folder().keywords()));
        if (state.stamps.keywords().isOutdated(disk().find(state.folder().keywords()), state.now())) {
            state.keywords = state.readKeywords();
        }
        if (state.stamps.uidList().isOutdated(disk().find(state.folder().uidList()), state.now())) {
            readUidList();
            if (list.isPresent() && !sameMailbox(list.get().header())) {
                return Outcome.REPLACED;
            }
        }
        addKeywordNames();
        var files = new MaildirScan(state.site(), state.folder()).run();
        var renamed = renamedByOthers(files);
        mergeKnown(files, renamed);
        var arrived = locked && !files.isEmpty() ? assignUids(files) : List.<Arrival>of();
        arrived.forEach(this::append);
        if (locked) {
            writeUids(arrived);
            list.ifPresent(read -> edit.raiseUidNext(read.nextUid()));
        }
        boolean complete = locked || files.isEmpty() && !listWasRead;
        state.stamps = complete ? seen.withUidList(state.look(state.folder().uidList())) : Stamps.UNKNOWN;
        state.commit(change);
        return Outcome.DONE;
    }

    private void readUidList() throws IOException {
        list = state.readUidList();
        listWasRead = true;
        rewrite = list.isEmpty() || list.get().needsRewrite();
        list.ifPresent(read -> state.uidListLines = read.lines());
        state.forgetAnnotations();
    }

    /** A mailbox that nobody has seen yet takes whatever UIDVALIDITY the list says. */
    private boolean sameMailbox(UidList.Header found) {
        boolean untouched = view.size() == 0 && view.uidNext() == 1;
        if (found.uidValidity() != state.header.uidValidity() && !untouched) {
            LOG.warn(
                    "Maildir {}: UIDVALIDITY changed ({} -> {})",
                    state.folder().mail(),
                    state.header.uidValidity(),
                    found.uidValidity());
            return false;
        }
        var guid = found.guid().isEmpty() ? state.header.guid() : found.guid();
        state.header = new UidList.Header(found.uidValidity(), found.nextUid(), guid, found.others());
        return true;
    }

    /** So that clients learn of keywords before a message has them. */
    private void addKeywordNames() {
        for (var keyword : state.keywords.names()) {
            if (!keyword.isEmpty()) {
                edit.keyword(keyword);
            }
        }
        names = edit.keywords();
    }

    /** Messages whose base name the UID list has changed, by their old one. Dovecot does that to put wrong sizes right. */
    private Map<String, String> renamedByOthers(Map<String, Found> files) {
        var renamed = new HashMap<String, String>();
        for (var entry : list.map(UidList::entries).orElse(List.of())) {
            int at = view.indexOf(entry.uid());
            if (at >= 0 && !view.key(at).equals(entry.base()) && files.containsKey(entry.base())) {
                renamed.put(view.key(at), entry.base());
            }
        }
        return renamed;
    }

    /** Takes the messages we know out of {@code files}. */
    private void mergeKnown(Map<String, Found> files, Map<String, String> renamed) throws IOException {
        long unlettered = state.unletteredBits(edit.keywords());
        long firstRecent = view.firstRecentUid();
        for (int at = 0; at < view.size(); at++) {
            var base = view.key(at);
            var found = files.remove(base);
            if (found == null && renamed.containsKey(base)) {
                found = files.remove(renamed.get(base));
                rename(at, found);
            }
            if (found == null) {
                edit.expunge(at);
                state.oddNames.remove(view.uid(at));
                continue;
            }
            if (!found.fresh() && (view.storeBits(at) & MaildirState.FRESH) != 0) {
                firstRecent = Math.max(firstRecent, view.uid(at) + 1); // another session has claimed it
            }
            mergeFlags(at, found, unlettered);
        }
        edit.firstRecentUid(firstRecent);
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
        var name = MaildirName.parse(found.fileName());
        long bits = name.systemBits() | state.keywordBits(name.keywordBits(), edit) | view.flagBits(at) & unlettered;
        edit.setFlags(at, bits);
        long store = noteName(view.uid(at), found, bits) | view.storeBits(at) & MaildirState.VERIFIED;
        if (store != view.storeBits(at)) {
            edit.setStoreBits(at, store);
        }
    }

    private long noteName(long uid, Found found, long bits) {
        var base = MaildirName.baseOf(found.fileName());
        if ((bits >>> MailboxView.FIRST_KEYWORD_BIT) >>> names.size() != 0) {
            names = edit.keywords();
        }
        var plain = found.fresh() ? base : state.nameInCur(base, "", bits, names);
        return state.noteName(uid, found.fileName(), found.fresh(), plain);
    }

    /** A message that enters the view. */
    private record Arrival(long uid, MessageFacts facts, boolean listed) {}

    private List<Arrival> assignUids(Map<String, Found> files) throws IOException {
        if (!listWasRead) {
            readUidList();
        }
        var byBase = new HashMap<String, UidList.Entry>();
        for (var entry : list.map(UidList::entries).orElse(List.of())) {
            byBase.put(entry.base(), entry);
        }
        var known = new ArrayList<MessageFacts>();
        var unknown = new ArrayList<MessageFacts>();
        for (var facts : gather(files, byBase)) {
            if (facts.uid() >= view.uidNext()) {
                known.add(facts);
                rewrite |= !byBase.containsKey(facts.base()); // its wrong sizes were put right
            } else {
                warnOfReturn(facts);
                unknown.add(facts);
            }
        }
        known.sort((a, b) -> Long.compare(a.uid(), b.uid()));
        unknown.sort(MessageFacts::compareArrival);
        long next = Math.max(view.uidNext(), list.map(UidList::nextUid).orElse(1L));
        var arrivals = new ArrayList<Arrival>();
        known.forEach(facts -> arrivals.add(new Arrival(facts.uid(), facts, true)));
        for (var facts : unknown) {
            arrivals.add(new Arrival(next++, facts, false));
        }
        return arrivals;
    }

    private void warnOfReturn(MessageFacts facts) {
        if (facts.uid() > 0) {
            LOG.warn(
                    "Maildir {}: Expunged message reappeared, giving a new UID (old uid={}, file={})",
                    state.folder().mail(),
                    facts.uid(),
                    facts.file().fileName());
        }
    }

    private List<MessageFacts> gather(Map<String, Found> files, Map<String, UidList.Entry> byBase) throws IOException {
        var pending = List.copyOf(files.entrySet());
        if (pending.size() < MANY) {
            return gather(pending, byBase);
        }
        var parts = new ArrayList<Callable<List<MessageFacts>>>();
        int step = (pending.size() + PARALLEL - 1) / PARALLEL;
        for (int from = 0; from < pending.size(); from += step) {
            var part = pending.subList(from, Math.min(pending.size(), from + step));
            parts.add(() -> gather(part, byBase));
        }
        var all = new ArrayList<MessageFacts>(pending.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var part : threads.invokeAll(parts)) {
                all.addAll(part.get());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while reading " + state.folder().mail());
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
        return all;
    }

    private List<MessageFacts> gather(List<Map.Entry<String, Found>> files, Map<String, UidList.Entry> byBase)
            throws IOException {
        var all = new ArrayList<MessageFacts>(files.size());
        for (var file : files) {
            MessageFacts.of(state, file.getValue(), Optional.ofNullable(byBase.get(file.getKey())))
                    .ifPresent(all::add);
        }
        return all;
    }

    private void append(Arrival arrival) {
        var facts = arrival.facts;
        var name = MaildirName.parse(facts.file().fileName());
        long bits = name.systemBits() | state.keywordBits(name.keywordBits(), edit);
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
                lines.add(arrival.facts.entry(arrival.uid));
            }
        }
        if (rewrite) {
            rewrite(arrivals);
        } else if (!lines.isEmpty()) {
            try (var file = disk().append(state.folder().uidList())) {
                file.write(UidList.lines(lines));
                if (state.site().settings().syncs()) {
                    file.force();
                }
            } catch (NoSuchFileException _) {
                rewrite(arrivals);
            }
            state.uidListLines += lines.size();
            state.forgetAnnotations();
        }
    }

    /** Writes the whole list: the messages of the view with what the old list said of them, then those that arrived. */
    private void rewrite(List<Arrival> arrivals) throws IOException {
        var old = new HashMap<Long, UidList.Entry>();
        list.ifPresent(read -> read.entries().forEach(entry -> old.put(entry.uid(), entry)));
        var entries = new ArrayList<UidList.Entry>();
        for (int at = 0; at < view.size(); at++) {
            var before = old.get(view.uid(at));
            entries.add(new UidList.Entry(view.uid(at), before == null ? "" : before.fields(), view.key(at)));
        }
        for (var arrival : arrivals) {
            var before = arrival.listed ? old.get(arrival.uid) : null;
            var made = arrival.facts.entry(arrival.uid);
            entries.add(before == null ? made : new UidList.Entry(arrival.uid, before.fields(), made.base()));
        }
        long next = Math.max(edit.uidNext(), list.map(UidList::nextUid).orElse(1L));
        state.writeUidList(new UidList(state.header.withNextUid(next), entries, entries.size(), false));
    }

    private Disk disk() {
        return state.disk();
    }
}
