package org.mailloft.admin.command;

import java.util.List;
import java.util.stream.Collectors;
import org.mailloft.admin.MailCommand;
import org.mailloft.admin.MailSession;
import org.mailloft.admin.Params;
import org.mailloft.doveadm.format.Column;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.Namespace;
import org.mailloft.storage.acl.AccessControl;
import org.mailloft.storage.acl.Right;

/** {@code doveadm acl debug}: why a user sees a mailbox or does not, on the error output as from Dovecot. */
record AclDebug(String mailbox) implements MailCommand {

    static AclDebug parse(Params params) {
        return new AclDebug(params.one("mailbox"));
    }

    @Override
    public List<Column> columns() {
        return List.of();
    }

    @Override
    public void run(MailSession session) {
        OnMailbox.run(session, mailbox, (control, name) -> explain(session, control, name));
    }

    private static void explain(MailSession session, AccessControl control, MailboxName name) {
        var user = session.store().user().name();
        var namespace = session.store().namespaceOf(name);
        var rights = control.rightsHeldOn(name);
        say(session, "Mailbox '" + name + "' is in namespace '" + namespace.prefix() + "'");
        say(
                session,
                "User " + user + " has "
                        + (rights.isEmpty()
                                ? "no rights for mailbox"
                                : "rights: "
                                        + rights.known().stream()
                                                .map(Right::longName)
                                                .collect(Collectors.joining(" "))));
        for (var entry : control.acl(name).entries()) {
            if (control.matches(entry, name)) {
                say(session, "Entry that counts: " + entry.identifier().text() + (entry.global() ? " (global)" : ""));
            }
        }
        if (namespace.kind() == Namespace.Kind.PRIVATE) {
            say(session, "Mailbox in user's private namespace");
        }
        boolean listed = rights.has(Right.LOOKUP);
        if (namespace.owner().isPresent()) {
            var owner = namespace.owner().get();
            boolean known = control.isKnownSharer(owner);
            say(session, "User " + owner + (known ? " found from ACL shared dict" : " not found from ACL shared dict"));
            listed &= known;
        }
        say(session, "Mailbox " + name + (listed ? " is visible in LIST" : " is NOT visible in LIST"));
    }

    private static void say(MailSession session, String line) {
        session.out().error("doveadm(" + session.store().user().name() + "): Info: " + line);
    }
}
