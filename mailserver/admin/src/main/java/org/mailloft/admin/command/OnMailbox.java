package org.mailloft.admin.command;

import java.util.function.BiConsumer;
import org.mailloft.admin.AdminFailure;
import org.mailloft.admin.MailSession;
import org.mailloft.doveadm.ExitCode;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.acl.AccessControl;

/** The commands about access rights: one mailbox, and what may be known and changed about it. */
final class OnMailbox {

    private OnMailbox() {}

    /** The mailbox has to exist; rights of the user do not matter here. */
    static void run(MailSession session, String mailbox, BiConsumer<AccessControl, MailboxName> action) {
        try {
            var name = session.name(mailbox);
            var control = of(session);
            if (!session.store().exists(name)) {
                throw MailFailure.noSuchMailbox(name);
            }
            action.accept(control, name);
        } catch (MailFailure failure) {
            session.fail(failure, "Can't open mailbox " + mailbox);
        }
    }

    /** @throws AdminFailure when rights are not switched on */
    static AccessControl of(MailSession session) {
        return AccessControl.of(session.store())
                .orElseThrow(() -> new AdminFailure(
                        ExitCode.TEMPORARY,
                        "Fatal: ACLs are not enabled. Set mail_plugins=acl and plugin { acl = vfile }"));
    }
}
