package org.mailloft.storage.memory;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.mailloft.storage.AutoMailbox;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailFailure.Reason;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.Namespace;
import org.mailloft.storage.Namespaces;
import org.mailloft.storage.UidSet;
import org.mailloft.storage.Usage;
import org.mailloft.storage.UsageLedger;

/**
 * One user's mailboxes and subscriptions, shared by all his sessions; or the public mailboxes, shared by all users. Its
 * monitor guards the names, not the mail.
 */
final class Account {

    private final Namespaces namespaces;
    private final Clock clock;
    private final Supplier<String> guids;
    private final TreeMap<MailboxName, Box> boxes = new TreeMap<>();
    private final TreeSet<MailboxName> subscriptions = new TreeSet<>();
    private final Map<List<Namespace>, UsageLedger> ledgers = new HashMap<>();
    private final Map<MailboxName, Map<String, MemoryFile>> sideFiles = new HashMap<>();
    private final Map<MailboxName, MemoryJournal> journals = new HashMap<>();
    private long nextUidValidity;

    private Account(Namespaces namespaces, Clock clock, Supplier<String> guids) {
        this.namespaces = namespaces;
        this.clock = clock;
        this.guids = guids;
        this.nextUidValidity = clock.instant().getEpochSecond();
    }

    static Account ofUser(Namespaces namespaces, Clock clock, Supplier<String> guids) {
        var account = new Account(namespaces, clock, guids);
        account.boxes.put(MailboxName.INBOX, account.newBox());
        return account;
    }

    static Account ofEverybody(Namespaces namespaces, Clock clock, Supplier<String> guids) {
        return new Account(namespaces, clock, guids);
    }

    Namespaces namespaces() {
        return namespaces;
    }

    synchronized void makeSure(List<AutoMailbox> wanted) {
        for (var mailbox : wanted) {
            if (mailbox.auto() == AutoMailbox.Auto.NO) {
                continue;
            }
            boolean isNew = !boxes.containsKey(mailbox.name());
            boxes.computeIfAbsent(mailbox.name(), _ -> newBox());
            if (mailbox.auto() == AutoMailbox.Auto.SUBSCRIBE && isNew) {
                subscriptions.add(mailbox.name());
            }
        }
    }

    synchronized List<MailboxName> names() {
        return List.copyOf(boxes.keySet());
    }

    synchronized Set<MailboxName> subscriptions() {
        return new TreeSet<>(subscriptions);
    }

    synchronized void noteSubscription(MailboxName name) {
        subscriptions.add(name);
    }

    synchronized void unsubscribe(MailboxName name) {
        subscriptions.remove(name);
    }

    synchronized boolean exists(MailboxName name) {
        return boxes.containsKey(name);
    }

    synchronized Box find(MailboxName name) {
        namespaces.of(name);
        var box = boxes.get(name);
        if (box == null) {
            throw MailFailure.noSuchMailbox(name);
        }
        return box;
    }

    synchronized void create(MailboxName name) {
        checkNew(name);
        if (boxes.containsKey(name)) {
            throw new MailFailure(Reason.EXISTS, "Mailbox already exists");
        }
        boxes.put(name, newBox());
    }

    synchronized void delete(MailboxName name) {
        if (name.equals(MailboxName.INBOX)) {
            throw new MailFailure(Reason.NOT_POSSIBLE, "INBOX can't be deleted.");
        }
        var box = find(name);
        box.markGone(name);
        boxes.remove(name);
        sideFiles.getOrDefault(name, Map.of()).values().forEach(MemoryFile::delete);
    }

    synchronized void rename(MailboxName from, MailboxName to) {
        char separator = namespaces.of(from).separator();
        checkNew(to);
        if (to.equals(from)) {
            throw new MailFailure(Reason.EXISTS, "Can't rename mailbox to itself.");
        }
        if (to.isBelow(from, separator) && !from.equals(MailboxName.INBOX)) {
            throw new MailFailure(Reason.NOT_POSSIBLE, "Can't rename mailbox under its own child.");
        }
        if (from.equals(MailboxName.INBOX)) {
            renameInbox(to);
            return;
        }
        var moving = boxes.keySet().stream()
                .filter(name -> name.equals(from) || name.isBelow(from, separator))
                .toList();
        if (moving.isEmpty()) {
            throw MailFailure.noSuchMailbox(from);
        }
        if (boxes.containsKey(to) || moving.stream().anyMatch(name -> boxes.containsKey(renamed(name, from, to)))) {
            throw new MailFailure(Reason.EXISTS, "Target mailbox already exists");
        }
        for (var name : moving) {
            var target = renamed(name, from, to);
            boxes.put(target, boxes.remove(name));
            sideFiles.getOrDefault(name, Map.of()).forEach((fileName, file) -> sideFile(target, fileName)
                    .take(file));
        }
    }

    private void renameInbox(MailboxName to) {
        if (boxes.containsKey(to)) {
            throw new MailFailure(Reason.EXISTS, "Target mailbox already exists");
        }
        var target = newBox();
        boxes.put(to, target);
        var inbox = new OpenBox(MailboxName.INBOX, boxes.get(MailboxName.INBOX), true);
        inbox.move(UidSet.ALL, new OpenBox(to, target, true));
    }

    private static MailboxName renamed(MailboxName name, MailboxName from, MailboxName to) {
        return new MailboxName(to.value() + name.value().substring(from.value().length()));
    }

    /** Names that the Maildir++ layout cannot hold are refused here too, so that both stores take the same ones. */
    private void checkNew(MailboxName name) {
        var namespace = namespaces.of(name);
        if (namespace.separator() != '.' && name.value().indexOf('.') >= 0) {
            throw new MailFailure(Reason.NOT_POSSIBLE, "Character not allowed in mailbox name: '.'");
        }
        if ((name + String.valueOf(namespace.separator())).equals(namespace.prefix())) {
            throw new MailFailure(Reason.NOT_POSSIBLE, "Invalid mailbox name: Name is empty");
        }
    }

    /** One for each choice of namespaces, as long as the account lives. */
    synchronized UsageLedger ledger(List<Namespace> counted) {
        return ledgers.computeIfAbsent(List.copyOf(counted), _ -> new MemoryLedger(this, counted, clock));
    }

    /** Lies with the mailbox: goes where it goes. */
    synchronized MemoryFile sideFile(MailboxName mailbox, String fileName) {
        return sideFiles
                .computeIfAbsent(mailbox, _ -> new HashMap<>())
                .computeIfAbsent(fileName, _ -> new MemoryFile(clock));
    }

    /** What this user keeps for himself about a mailbox. */
    synchronized MemoryJournal journal(MailboxName mailbox) {
        return journals.computeIfAbsent(mailbox, _ -> new MemoryJournal());
    }

    /** What there is in mailboxes of these namespaces. */
    synchronized Usage count(List<Namespace> counted, Predicate<MailboxName> ignored) {
        var used = Usage.NONE;
        for (var entry : boxes.entrySet()) {
            if (counted.contains(namespaces.of(entry.getKey())) && !ignored.test(entry.getKey())) {
                var view = entry.getValue().index().view();
                for (int at = 0; at < view.size(); at++) {
                    used = used.plus(new Usage(view.physicalSize(at), 1));
                }
            }
        }
        return used;
    }

    private Box newBox() {
        return new Box(guids.get(), nextUidValidity++, clock, guids);
    }
}
