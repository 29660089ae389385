package org.mailloft.listener;

import java.util.Optional;
import org.mailloft.listener.MailServerControl.Outcome;

/** Takes one object from what is done to what is wanted. */
final class MailboxProvisioner {

    private final MailServerControl control;

    MailboxProvisioner(MailServerControl control) {
        this.control = control;
    }

    /** Does all steps, or stops at the first that does not work. */
    Outcome provision(Optional<Wanted.Mailbox> done, Optional<Wanted.Mailbox> wanted) {
        for (Step step : Step.between(done, wanted)) {
            Outcome outcome =
                    switch (step) {
                        case Step.FlushAuthCache(var users) -> control.flushAuthCache(users);
                        case Step.Kick(var user) -> control.kick(user);
                        case Step.CreateInbox(var user) -> control.createInbox(user);
                    };
            if (!(outcome instanceof Outcome.Done)) {
                return outcome;
            }
        }
        return new Outcome.Done();
    }
}
