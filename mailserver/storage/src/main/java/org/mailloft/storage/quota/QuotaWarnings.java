package org.mailloft.storage.quota;

import java.util.List;
import org.mailloft.storage.MailUser;

/** Told when somebody's mail grows to a threshold or falls below it ({@code quota_warning}). Any thread. */
@FunctionalInterface
public interface QuotaWarnings {

    /** For where nobody is told. */
    QuotaWarnings NONE = (_, _) -> {};

    /**
     * Called once for each time the threshold is crossed, by the thread that has changed the mail, with no lock held. Must
     * not take long, and not throw.
     *
     * @param command what the configuration wants done: name of a service, then its arguments; at least one word
     */
    void crossed(MailUser user, List<String> command);
}
