package org.mailloft.admin.command;

import java.util.ArrayList;
import java.util.List;
import org.mailloft.admin.MailCommand;
import org.mailloft.admin.MailSession;
import org.mailloft.admin.Params;
import org.mailloft.admin.Wildcards;
import org.mailloft.doveadm.format.Column;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.ModifiedUtf7;

/** {@code doveadm mailbox list}: names of mailboxes and of parents that are none themselves, INBOX last. */
record MailboxList(List<String> masks, boolean subscribed, boolean modifiedUtf7) implements MailCommand {

    static MailboxList parse(Params params) {
        return new MailboxList(params.list("mailboxMask"), params.flag("subscriptions"), params.flag("mutf7"));
    }

    @Override
    public List<Column> columns() {
        return List.of(Column.untitled("mailbox"));
    }

    @Override
    public void run(MailSession session) {
        for (var name : names(session.store())) {
            if (masks.isEmpty() || masks.stream().anyMatch(mask -> Wildcards.matches(mask, name))) {
                session.out().row(modifiedUtf7 ? ModifiedUtf7.encode(name) : name);
            }
        }
    }

    private List<String> names(MailStore store) {
        var names = new ArrayList<>(
                subscribed
                        ? store.subscriptions().stream()
                                .map(MailboxName::value)
                                .sorted()
                                .toList()
                        : store.list().stream()
                                .map(entry -> entry.name().value())
                                .toList());
        if (names.remove("INBOX")) {
            names.add("INBOX");
        }
        return names;
    }
}
