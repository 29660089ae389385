package org.mailloft.storage.memory;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.mailloft.storage.AutoMailbox;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.Namespace;
import org.mailloft.storage.Namespaces;
import org.mailloft.storage.StoreFactory;

/** All users' mail in memory. Stores of the same user name share their mailboxes, those of all users the public ones. Any thread. */
public final class MemoryStore implements StoreFactory {

    /** One private namespace without prefix, divided by {@code /}. */
    public static final Namespace PRIVATE = new Namespace(Namespace.Kind.PRIVATE, "", '/', false, true, true);

    private final Namespaces namespaces;
    private final List<AutoMailbox> autoMailboxes;
    private final Clock clock;
    private final boolean ownFlags;
    private final Account everybodys;
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();

    public MemoryStore() {
        this(List.of(PRIVATE), List.of(), Clock.systemUTC());
    }

    /**
     * @param autoMailboxes mailboxes that users have from the start, and special uses
     * @param clock tells save dates, and the first UIDVALIDITY of each account
     */
    public MemoryStore(List<Namespace> namespaces, List<AutoMailbox> autoMailboxes, Clock clock) {
        this(namespaces, autoMailboxes, clock, false);
    }

    /**
     * @param namespaces mail in public ones is the same for all users
     * @param ownFlags whether {@code \Seen} and keywords are each reader's own in public ones
     */
    public MemoryStore(List<Namespace> namespaces, List<AutoMailbox> autoMailboxes, Clock clock, boolean ownFlags) {
        this.namespaces = new Namespaces(namespaces);
        this.autoMailboxes = List.copyOf(autoMailboxes);
        this.clock = clock;
        this.ownFlags = ownFlags;
        this.everybodys = Account.ofEverybody(this.namespaces, clock, this::newGuid);
    }

    @Override
    public MailStore open(MailUser user) {
        var account = accounts.computeIfAbsent(user.name(), _ -> Account.ofUser(namespaces, clock, this::newGuid));
        account.makeSure(autoMailboxes);
        return new MemoryMailStore(user, account, everybodys, autoMailboxes, ownFlags);
    }

    private String newGuid() {
        return "%032x".formatted(ids.incrementAndGet());
    }
}
