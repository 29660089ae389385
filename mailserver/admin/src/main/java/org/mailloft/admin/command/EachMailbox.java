package org.mailloft.admin.command;

import java.util.List;
import java.util.function.Consumer;
import org.mailloft.admin.MailSession;
import org.mailloft.doveadm.ExitCode;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailboxName;

/** Does the same with each mailbox named; one that fails does not stop the others. */
final class EachMailbox {

    private EachMailbox() {}

    /** @param verb for the error text: {@code Can't <verb> mailbox X: reason} */
    static void run(MailSession session, List<String> names, String verb, Consumer<MailboxName> action) {
        for (var text : names) {
            MailboxName name;
            try {
                name = session.name(text);
            } catch (MailFailure invalid) {
                session.fail(ExitCode.USAGE, "Can't " + verb + " mailbox " + text + ": " + invalid.clientText());
                continue;
            }
            try {
                action.accept(name);
            } catch (MailFailure failure) {
                session.fail(failure, "Can't " + verb + " mailbox " + text);
            }
        }
    }
}
