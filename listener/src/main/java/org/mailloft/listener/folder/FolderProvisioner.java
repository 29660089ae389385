package org.mailloft.listener.folder;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.mailloft.listener.control.FolderControl;
import org.mailloft.listener.control.MailServerControl;
import org.mailloft.listener.control.MailServerControl.Outcome;
import org.mailloft.listener.state.Place;

/** Does the steps of one shared folder. Thread safe. */
final class FolderProvisioner {

    private final MailServerControl control;
    private final FolderControl folders;
    private final Declarations declarations;
    private final BooleanSupplier adopting;

    FolderProvisioner(
            MailServerControl control, FolderControl folders, Declarations declarations, BooleanSupplier adopting) {
        this.control = control;
        this.folders = folders;
        this.declarations = declarations;
        this.adopting = adopting;
    }

    /** Does all steps, or stops at the first that does not work. */
    Outcome run(UUID id, List<FolderStep> steps) {
        var emptied = new ArrayList<Place>();
        for (FolderStep step : steps) {
            Outcome outcome = run(id, step);
            if (!(outcome instanceof Outcome.Done)) {
                return outcome;
            }
            if (step instanceof FolderStep.BuryHome(var place, var _)) {
                emptied.add(place);
            }
        }
        return new Outcome.Done(emptied);
    }

    private Outcome run(UUID id, FolderStep step) {
        return switch (step) {
            case FolderStep.Forget(var addresses) -> control.flushAuthCache(addresses);
            case FolderStep.Kick(var address) -> control.kick(address);
            case FolderStep.CreateHome(var place) -> folders.createFolder(id, place, adopting.getAsBoolean());
            case FolderStep.MoveHome(var from, var to) -> control.moveHome(id, from, to);
            case FolderStep.DetachHome(var place) -> control.detachHome(id, place);
            case FolderStep.BuryHome(var place, var reason) -> control.buryHome(id, place, reason);
            case FolderStep.Declare(var folder) -> declarations.declare(id, folder);
            case FolderStep.Prescribe(var place, var entries) -> folders.prescribeRights(place, entries);
            case FolderStep.Unsubscribe(var mailbox) -> folders.unsubscribeAll(List.of(mailbox));
        };
    }
}
