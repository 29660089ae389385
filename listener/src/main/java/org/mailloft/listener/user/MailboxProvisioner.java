package org.mailloft.listener.user;

import java.util.Optional;
import org.mailloft.listener.control.MailServerControl;
import org.mailloft.listener.control.MailServerControl.Outcome;
import org.mailloft.listener.state.Mailbox;

/** Takes one object from what is done to what is wanted. */
final class MailboxProvisioner {

    private final MailServerControl control;

    MailboxProvisioner(MailServerControl control) {
        this.control = control;
    }

    /** Does all steps, or stops at the first that does not work. */
    Outcome provision(Optional<Mailbox> done, Optional<Mailbox> wanted) {
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
