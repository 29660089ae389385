package org.mailloft.admin.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mailloft.admin.AdminCommand;
import org.mailloft.admin.AdminServices;
import org.mailloft.admin.Output;
import org.mailloft.admin.Params;
import org.mailloft.doveadm.ExitCode;
import org.mailloft.doveadm.format.Column;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.home.BadPlace;
import org.mailloft.storage.home.HomeOutcome;
import org.mailloft.storage.home.HomeOutcome.Kind;
import org.mailloft.storage.home.Place;

/**
 * {@code doveadm folder unsubscribe}: nobody is subscribed any more to folders that are gone, nor to what is below them.
 * Users who were never here are not looked up one by one, and get no home by it.
 */
record FolderUnsubscribe(List<String> mailboxes) implements AdminCommand {

    static FolderUnsubscribe parse(Params params) {
        return new FolderUnsubscribe(params.list("mailbox"));
    }

    @Override
    public int run(AdminServices services, Output out) {
        out.columns(List.of(Column.of("outcome"), Column.of("reason").widened()));
        int subscriptions = 0;
        var failures = new ArrayList<String>();
        try (var names = services.users().users()) {
            for (var name : (Iterable<String>) names::iterator) {
                try {
                    subscriptions += unsubscribe(services, name);
                } catch (MailFailure | BadPlace failure) {
                    failures.add(name + ": " + failure.getMessage());
                } catch (IOException failure) {
                    failures.add(name + ": " + failure);
                }
            }
        }
        var kind = !failures.isEmpty() ? Kind.BUSY : subscriptions > 0 ? Kind.DONE : Kind.NOTHING;
        var reason = failures.isEmpty() ? subscriptions + " subscriptions ended" : String.join("; ", failures);
        var outcome = new HomeOutcome(kind, reason);
        out.row(outcome.kind().word(), outcome.reason());
        return ExitCode.OK;
    }

    private int unsubscribe(AdminServices services, String user) throws IOException {
        if (!user.contains("@")) {
            return 0; // a login without an address has no home of its own
        }
        var resident = services.homes().resident(Place.ofAddress(user));
        if (resident.isEmpty()) {
            return 0;
        }
        try (var store = services.stores().open(resident.get())) {
            return mailboxes.stream()
                    .mapToInt(name -> store.unsubscribeAll(MailboxName.of(name, '/')))
                    .sum();
        }
    }
}
