package org.mailloft.admin.command;

import java.util.List;
import org.mailloft.admin.MailSession;
import org.mailloft.doveadm.ExitCode;
import org.mailloft.storage.QuotaRoot;

/** The quota roots of a user that a command works on. */
final class QuotaRoots {

    private QuotaRoots() {}

    /** None, and an error, when there is no quota. */
    static List<QuotaRoot> of(MailSession session) {
        var roots = session.store().quotaRoots();
        if (roots.isEmpty()) {
            session.fail(ExitCode.NOT_FOUND, "Quota not enabled");
        }
        return roots;
    }
}
