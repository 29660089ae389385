package org.mailloft.storage.interop;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailboxEntry;
import org.mailloft.storage.SystemFlag;

/** One user's mail as somebody sees it: everything that both servers have to agree on. */
record Snapshot(SortedMap<String, Box> mailboxes, Set<String> subscriptions) {

    record Box(String guid, long uidValidity, long uidNext, SortedMap<Long, Message> messages) {}

    /**
     * @param flags names, sorted
     * @param received seconds since 1970
     */
    record Message(String guid, String flags, long size, long received, String subject) {}

    /** What our store sees. */
    static Snapshot of(MailStore store) {
        var mailboxes = new TreeMap<String, Box>();
        store.list().stream()
                .filter(MailboxEntry::selectable)
                .forEach(entry -> mailboxes.put(entry.name().value(), box(store, entry)));
        var subscriptions = new TreeSet<String>();
        store.subscriptions().forEach(name -> subscriptions.add(name.value()));
        return new Snapshot(mailboxes, subscriptions);
    }

    private static Box box(MailStore store, MailboxEntry entry) {
        try (var mailbox = store.open(entry.name(), false)) {
            mailbox.refresh();
            var view = mailbox.view();
            var messages = new TreeMap<Long, Message>();
            for (int index = 0; index < view.size(); index++) {
                var flags = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
                view.flags(index).system().stream().map(SystemFlag::wireName).forEach(flags::add);
                flags.addAll(view.flags(index).keywords());
                long uid = view.uid(index);
                messages.put(
                        uid,
                        new Message(
                                mailbox.messageGuid(uid),
                                flags.toString(),
                                view.size(index),
                                view.internalDate(index).getEpochSecond(),
                                subject(mailbox, uid)));
            }
            return new Box(mailbox.guid(), mailbox.uidValidity(), view.uidNext(), messages);
        }
    }

    private static String subject(org.mailloft.storage.Mailbox mailbox, long uid) {
        try (var in = mailbox.open(uid)) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("Subject: "))
                    .map(line -> line.substring(9))
                    .findFirst()
                    .orElse("");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Messages of one mailbox. */
    Map<Long, Message> messages(String mailbox) {
        return mailboxes.get(mailbox).messages();
    }
}
