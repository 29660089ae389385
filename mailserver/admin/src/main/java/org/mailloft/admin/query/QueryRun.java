package org.mailloft.admin.query;

import java.time.ZoneId;
import org.mailloft.admin.Wildcards;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.MailboxView;
import org.mailloft.storage.search.SearchQuery;

/** Goes through all mailboxes of a user that a query can find anything in. */
public final class QueryRun {

    private QueryRun() {}

    /** Takes the messages found. */
    public interface Found {
        /** @param index in the view */
        void message(Mailbox mailbox, MailboxView view, int index);
    }

    public static void run(Query query, MailStore store, ZoneId zone, Found found) {
        for (var entry : store.list()) {
            if (entry.selectable() && possible(query, entry.name().value())) {
                run(query, store, entry.name(), zone, found);
            }
        }
    }

    private static void run(Query query, MailStore store, MailboxName name, ZoneId zone, Found found) {
        try (var mailbox = store.open(name, false)) {
            var view = mailbox.view();
            var key = query.in(new Opened(mailbox, view));
            if (!key.equals(Query.NOTHING)) {
                new SearchQuery(key, zone).run(mailbox, view, index -> found.message(mailbox, view, index));
            }
        }
    }

    /** Whether the name alone leaves a chance, so that others need not be opened. */
    private static boolean possible(Query query, String name) {
        return switch (query) {
            case Query.And(var parts) -> parts.stream().allMatch(part -> possible(part, name));
            case Query.Or(var parts) -> parts.stream().anyMatch(part -> possible(part, name));
            case Query.InMailbox mailbox -> Wildcards.matches(mailbox.mask(), name);
            case Query.Not(Query.InMailbox mailbox) -> !Wildcards.matches(mailbox.mask(), name);
            case Query.Not _, Query.Message _, Query.MailboxGuid _, Query.Sequence _, Query.Recent _ -> true;
        };
    }

    private record Opened(Mailbox mailbox, MailboxView view) implements Query.Target {
        @Override
        public String name() {
            return mailbox.name().value();
        }

        @Override
        public String guid() {
            return mailbox.guid();
        }
    }
}
