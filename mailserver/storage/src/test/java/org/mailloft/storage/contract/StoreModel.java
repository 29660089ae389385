package org.mailloft.storage.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.mailloft.storage.FlagChange;
import org.mailloft.storage.Flags;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.Mailbox.Append;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.StoreFactory;
import org.mailloft.storage.SystemFlag;
import org.mailloft.storage.UidSet;

/**
 * A store as random tests drive it: steps that are done to two stores alike, and all that a user can see of a store, so
 * that the two can be compared.
 */
public final class StoreModel implements AutoCloseable {

    private static final List<MailboxName> NAMES = List.of("INBOX", "a", "a/b", "a/b/c", "b", "INBOX/d").stream()
            .map(name -> MailboxName.of(name, '/'))
            .toList();
    private static final List<String> KEYWORDS = List.of("$Forwarded", "k1", "K2", "junk");
    private static final Instant DATE = Instant.parse("2025-06-07T08:09:10Z");

    private final MailUser user;
    private StoreFactory factory;
    private MailStore store;
    /** Mailboxes stay open over several steps, as sessions do. */
    private final Map<MailboxName, Mailbox> open = new HashMap<>();

    public StoreModel(StoreFactory factory, Path home) {
        this.user = new MailUser("anna@example.org", home, Map.of());
        this.factory = factory;
        this.store = factory.open(user);
    }

    /** Something to be done; the numbers choose names, messages and flags, whatever their size. */
    public sealed interface Step {}

    public record AppendStep(int name, int content, int flags) implements Step {}

    public record StoreStep(int name, int message, int count, FlagChange.Mode mode, int flags) implements Step {}

    public record ExpungeStep(int name, int message, int count, boolean onlyDeleted) implements Step {}

    public record CopyStep(int name, int message, int count, int target, boolean move) implements Step {}

    public record CreateStep(int name) implements Step {}

    public record DeleteStep(int name) implements Step {}

    public record RenameStep(int name, int target) implements Step {}

    public record SubscribeStep(int name, boolean on) implements Step {}

    /** Lets go of the mailbox; the next step opens it again. */
    public record CloseStep(int name) implements Step {}

    /**
     * Does a step.
     *
     * @return what the step gave, or why it failed
     */
    public Object run(Step step) {
        try {
            return switch (step) {
                case AppendStep append -> append(append);
                case StoreStep change ->
                    box(change.name)
                            .store(
                                    uids(change.name, change.message, change.count),
                                    new FlagChange(change.mode, flags(change.flags)));
                case ExpungeStep expunge ->
                    box(expunge.name).expunge(uids(expunge.name, expunge.message, expunge.count), expunge.onlyDeleted);
                case CopyStep copy -> copy(copy);
                case CreateStep create -> done(() -> store.create(name(create.name)));
                case DeleteStep delete ->
                    done(() -> {
                        store.delete(name(delete.name));
                        close(name(delete.name));
                    });
                case RenameStep rename ->
                    done(() -> {
                        closeAll();
                        store.rename(name(rename.name), name(rename.target));
                    });
                case SubscribeStep subscribe ->
                    done(() -> {
                        if (subscribe.on) {
                            store.subscribe(name(subscribe.name));
                        } else {
                            store.unsubscribe(name(subscribe.name));
                        }
                    });
                case CloseStep close -> done(() -> close(name(close.name)));
            };
        } catch (MailFailure failure) {
            return failure.reason();
        }
    }

    /** Starts over on the same mail, as a new process would. */
    public void restart(StoreFactory anew) {
        close();
        factory = anew;
        store = factory.open(user);
    }

    /** The mailbox, open for writing. */
    public Mailbox box(int name) {
        return open.computeIfAbsent(name(name), which -> store.open(which, true));
    }

    public static MailboxName name(int name) {
        return NAMES.get(Math.floorMod(name, NAMES.size()));
    }

    public boolean exists(int name) {
        return store.exists(name(name));
    }

    /** UID of the message that this number chooses, 0 when the mailbox is empty. */
    public long uid(int name, int message) {
        var view = box(name).view();
        return view.size() == 0 ? 0 : view.uid(Math.floorMod(message, view.size()));
    }

    public static String content(int number) {
        return "Subject: " + number + "\r\n\r\n" + "line\r\n".repeat(Math.floorMod(number, 50));
    }

    public static Flags flags(int bits) {
        var system = new java.util.HashSet<SystemFlag>();
        for (var flag : SystemFlag.values()) {
            if ((bits & flag.bit()) != 0) {
                system.add(flag);
            }
        }
        var keywords = new java.util.HashSet<String>();
        for (int n = 0; n < KEYWORDS.size(); n++) {
            if ((bits & 32 << n) != 0) {
                keywords.add(KEYWORDS.get(n));
            }
        }
        return new Flags(system, keywords);
    }

    private Object append(AppendStep step) {
        var mailbox = box(step.name);
        try (var message = mailbox.receive()) {
            var octets = content(step.content).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            message.write(octets, 0, octets.length);
            return mailbox.append(List.of(new Append(message, flags(step.flags), DATE.plusSeconds(step.content))));
        }
    }

    private Object copy(CopyStep step) {
        var from = box(step.name);
        var to = box(step.target);
        var uids = uids(step.name, step.message, step.count);
        return step.move ? from.move(uids, to) : from.copy(uids, to);
    }

    private UidSet uids(int name, int message, int count) {
        long first = uid(name, message);
        return UidSet.range(first, first + Math.floorMod(count, 4));
    }

    private static Object done(Runnable what) {
        what.run();
        return "done";
    }

    private void close(MailboxName name) {
        var mailbox = open.remove(name);
        if (mailbox != null) {
            mailbox.close();
        }
    }

    private void closeAll() {
        List.copyOf(open.keySet()).forEach(this::close);
    }

    @Override
    public void close() {
        closeAll();
        store.close();
    }

    /** All that a user can see, in a form that compares and prints. */
    public Map<String, Object> visible() {
        var all = new TreeMap<String, Object>();
        all.put("list", store.list());
        all.put("subscriptions", Set.copyOf(store.subscriptions()));
        for (var entry : store.list()) {
            if (entry.selectable()) {
                try (var mailbox = store.open(entry.name(), false)) {
                    mailbox.refresh();
                    all.put(entry.name().value(), messages(mailbox));
                    var status = store.status(entry.name());
                    assertEquals(mailbox.view().size(), status.messages());
                    assertEquals(mailbox.view().uidNext(), status.uidNext());
                    assertEquals(mailbox.uidValidity(), status.uidValidity());
                    assertEquals(mailbox.guid(), status.guid());
                }
            }
        }
        return all;
    }

    private static List<String> messages(Mailbox mailbox) {
        var view = mailbox.view();
        return IntStream.range(0, view.size())
                .mapToObj(
                        index -> view.uid(index) + " " + names(view.flags(index)) + " " + view.internalDate(index) + " "
                                + view.size(index) + "/" + view.physicalSize(index) + " "
                                + StoreFixture.content(mailbox, view.uid(index)).hashCode())
                .toList();
    }

    private static String names(Flags flags) {
        return flags.system() + " "
                + new java.util.TreeSet<>(flags.keywords().stream()
                        .map(keyword -> keyword.toLowerCase(java.util.Locale.ROOT))
                        .toList());
    }
}
