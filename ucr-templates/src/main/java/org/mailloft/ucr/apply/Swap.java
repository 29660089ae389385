package org.mailloft.ucr.apply;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.mailloft.ucr.Values;
import org.mailloft.ucr.apply.HistoryEntry.ValueChange;
import org.mailloft.ucr.apply.Outcome.ProgramRun;
import org.mailloft.ucr.apply.Outcome.ServiceResult;
import org.mailloft.ucr.template.Catalog;
import org.mailloft.ucr.template.Hook;
import org.mailloft.ucr.template.Target;

/**
 * The part of a change that others can see: from its record to running services, or back. Whoever finds the record of an
 * ended program walks the same way again; every step can be repeated.
 */
final class Swap {

    /** Writes the layers, or puts them back. */
    @FunctionalInterface
    interface Layers {
        void write() throws IOException;
    }

    /** What came of it. */
    record Done(List<ProgramRun> programs, List<ServiceResult> services, List<Outcome.Reason> warnings) {}

    private final Site site;
    private final Catalog catalog;
    private final Values values;
    private final Programs programs;

    /** @param values as they will be once the layers are written */
    Swap(Site site, Catalog catalog, Values values) {
        this.site = site;
        this.catalog = catalog;
        this.values = values;
        this.programs = new Programs(site.state(), site.share(), site.commands(), catalog);
    }

    /**
     * Forward. When this throws, {@link #back} has to follow.
     *
     * @param save writes the layers
     * @param changes what programs are told
     * @param hooks scripts and modules that shall run
     */
    Done forward(Transaction transaction, Layers save, List<ValueChange> changes, Predicate<Hook> hooks)
            throws IOException, Stop {
        if (transaction.swaps()) {
            site.links().prepare(transaction.placements(), site.generations().read(transaction.from()));
        }
        save.write();
        if (transaction.swaps()) {
            site.generations().activate(transaction.to());
            site.links().settle(transaction.placements(), site.generations().read(transaction.to()));
        }
        programs.after(targets(transaction), changes);
        var runs = programs.forVariables(hooks, changes);
        site.pending().add(transaction.restarts());
        return new Done(runs, reload(transaction), finish(transaction));
    }

    private List<ServiceResult> reload(Transaction transaction) throws IOException, Stop {
        var results = new ArrayList<ServiceResult>();
        for (var name : transaction.services()) {
            var service = catalog.service(name);
            if (service.isPresent() && !service.get().reload().isEmpty()) {
                var result = site.services().reload(service.get(), isPending(name));
                if (result.action() == Outcome.Action.NOT_RUNNING) {
                    // it will start with all of it
                    site.pending().clear(name);
                }
                results.add(result);
            }
        }
        return List.copyOf(results);
    }

    private boolean isPending(String service) throws IOException {
        return site.pending().list(values).stream()
                .anyMatch(pending -> pending.service().equals(service));
    }

    /** Everything is done; what only tidies up takes nothing back any more. */
    private List<Outcome.Reason> finish(Transaction transaction) {
        try {
            site.history().finish(transaction);
            if (transaction.swaps() || transaction.entry().kind() == HistoryEntry.Kind.COMMIT) {
                site.generations().tidy(transaction.to());
            }
            return List.of();
        } catch (IOException e) {
            return List.of(Stop.because("The change is done, but could not be tidied up after: " + Failures.text(e)));
        }
    }

    /**
     * Back, from any point of {@link #forward} on.
     *
     * @param revert puts the layers back
     * @return what programs and services said against it
     * @throws IOException when it could not be taken back wholly; the record stays
     */
    List<Outcome.Reason> back(Transaction transaction, Layers revert) throws IOException {
        boolean wasSeen = site.history().isTakingBack() || isSeen(transaction);
        site.history().decideToTakeBack();
        revert.write();
        var complaints = new ArrayList<Outcome.Reason>();
        if (transaction.swaps()) {
            site.generations().activate(transaction.from());
            site.links().takeBack(transaction.placements(), site.generations().read(transaction.from()));
            if (wasSeen) {
                complaints.addAll(awake(transaction));
            }
            site.generations().remove(transaction.to());
        }
        site.history().takenBack();
        return complaints;
    }

    private boolean isSeen(Transaction transaction) throws IOException {
        return transaction.swaps()
                && site.generations().active().map(Generation::number).equals(Optional.of(transaction.to()));
    }

    /** Lets everybody who may have seen the new files see the old ones. */
    private List<Outcome.Reason> awake(Transaction transaction) throws IOException {
        var complaints = new ArrayList<Outcome.Reason>();
        var reversed = transaction.entry().values().stream()
                .map(value -> new ValueChange(value.layer(), value.key(), value.after(), value.before()))
                .toList();
        try {
            programs.after(targets(transaction), reversed);
        } catch (Stop e) {
            complaints.addAll(e.reasons());
        }
        for (var name : transaction.services()) {
            try {
                var service = catalog.service(name);
                if (service.isPresent()) {
                    site.services().reload(service.get(), isPending(name));
                }
            } catch (Stop e) {
                complaints.addAll(e.reasons());
            }
        }
        return complaints;
    }

    /** Those of the changed files that are still known. */
    private List<Target> targets(Transaction transaction) {
        var targets = new ArrayList<Target>();
        for (var file : transaction.entry().files()) {
            catalog.target(Transaction.target(file)).ifPresent(targets::add);
        }
        return targets;
    }
}
