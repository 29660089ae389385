package org.mailloft.listener.user;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.mailloft.listener.control.MailServerControl;
import org.mailloft.listener.control.MailServerControl.Outcome;
import org.mailloft.listener.state.ObjectState;
import org.mailloft.listener.state.Place;
import org.mailloft.listener.work.HomePolicy;

/** Takes one person's mailbox from what is done to what is wanted. Thread safe. */
final class MailboxProvisioner {

    private static final HomePolicy HARMLESS = new HomePolicy(true, false);

    private final MailServerControl control;
    private final HomePolicy.Source policy;
    private final BooleanSupplier adopting;

    MailboxProvisioner(MailServerControl control, HomePolicy.Source policy, BooleanSupplier adopting) {
        this.control = control;
        this.policy = policy;
        this.adopting = adopting;
    }

    Outcome provision(ObjectState object) {
        if (!Step.needsPolicy(object)) {
            return run(object.uuid(), Step.of(object, HARMLESS));
        }
        return withPolicy(now -> run(object.uuid(), Step.of(object, now)));
    }

    Outcome vacate(ObjectState object) {
        return withPolicy(now -> run(object.uuid(), Step.vacate(object, now)));
    }

    private Outcome withPolicy(Function<HomePolicy, Outcome> work) {
        HomePolicy now;
        try {
            now = policy.read();
        } catch (IOException failure) {
            return new Outcome.Later("the registry cannot be read: " + failure.getMessage());
        }
        return work.apply(now);
    }

    /** Does all steps, or stops at the first that does not work. */
    private Outcome run(UUID id, List<Step> steps) {
        if (steps.size() == 2
                && steps.getFirst() instanceof Step.FlushAuthCache(var users)
                && steps.getLast() instanceof Step.CreateHome(var place)) {
            return control.createMailbox(users, id, place, adopting.getAsBoolean());
        }
        var emptied = new ArrayList<Place>();
        for (Step step : steps) {
            Outcome outcome = run(id, step);
            if (!(outcome instanceof Outcome.Done)) {
                return outcome;
            }
            if (step instanceof Step.BuryHome(var place, var _)) {
                emptied.add(place);
            }
        }
        return new Outcome.Done(emptied);
    }

    private Outcome run(UUID id, Step step) {
        return switch (step) {
            case Step.FlushAuthCache(var users) -> control.flushAuthCache(users);
            case Step.Kick(var user) -> control.kick(user);
            case Step.CreateHome(var place) -> control.createHome(id, place, adopting.getAsBoolean());
            case Step.MoveHome(var from, var to) -> control.moveHome(id, from, to);
            case Step.DetachHome(var place) -> control.detachHome(id, place);
            case Step.ParkHome(var place, var reason) -> control.parkHome(id, place, reason);
            case Step.BuryHome(var place, var reason) -> control.buryHome(id, place, reason);
        };
    }
}
