package org.mailloft.ucr.apply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.mailloft.ucr.RegistryChange;
import org.mailloft.ucr.apply.Outcome.Reason;
import org.mailloft.ucr.apply.Outcome.RenderedTarget;
import org.mailloft.ucr.check.Checks;
import org.mailloft.ucr.check.Restarts;
import org.mailloft.ucr.check.Violation;
import org.mailloft.ucr.template.Hook;
import org.mailloft.ucr.template.Service;
import org.mailloft.ucr.template.Target;
import org.mailloft.ucr.template.TemplateFailure;

/**
 * One change on its way: checked, rendered, written beside the old files, checked by those who will read them, and then
 * handed to {@link Swap}. Up to there nothing can be seen of it, and whatever fails just ends it.
 */
final class Walk {

    private final Site site;
    private final Packages packages;
    private final Wish wish;
    private final RegistryChange change;
    private final Instant now;
    private final List<Reason> warnings = new ArrayList<>();
    private boolean concernsPackages = true;

    Walk(Site site, Packages packages, Wish wish, RegistryChange change, List<Reason> warnings) {
        this.site = site;
        this.packages = packages;
        this.wish = wish;
        this.change = change;
        this.warnings.addAll(warnings);
        this.now = site.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** @throws IOException when the disk cannot be read; nothing was changed then */
    Outcome run() throws IOException {
        try {
            int generation = site.generations().activeNumber().orElse(0);
            var last = site.inStep().since(generation, change.sums());
            boolean alone = last.isPresent() && change.changedDefaults().isEmpty() && !concernsPackages(Set.of());
            if (alone && !wish.dryRun()) {
                return carryOutAlone(generation, site.history().numberAfter(last.get()));
            }
            var active = site.generations().active();
            var touched = Touched.of(change, wish.kind(), active);
            concernsPackages = concernsPackages(touched.keys());
            if (concernsPackages) {
                checkValues();
            } else if (wish.dryRun()) {
                packages.leaveOut();
            } else {
                return carryOutAlone(generation, site.history().nextNumber());
            }
            var plan = Plan.of(site, packages.catalog(), wish, touched, active, now);
            var draft = Draft.render(site, packages.catalog(), plan, change.after());
            return wish.dryRun() ? preview(draft, active) : carryOut(draft);
        } catch (Stop e) {
            return new Outcome.Refused(change.changes(), e.reasons());
        } catch (TemplateFailure e) {
            return refused(Failures.reason(e));
        } catch (IOException e) {
            return refused(Failures.reason(e, site.state().root()));
        }
    }

    private Outcome refused(Reason reason) {
        return new Outcome.Refused(change.changes(), List.of(reason));
    }

    /**
     * Most variables are no package's business, and to read what all packages say takes longer than all else.
     *
     * @param touched variables that differ from what was rendered, besides those that are set now
     */
    private boolean concernsPackages(Set<String> touched) throws IOException {
        if (!wish.isAboutValues()) {
            return true;
        }
        var keys = new HashSet<>(touched);
        // also those that are hidden by a stronger layer
        for (var each : change.changes()) {
            keys.add(each.key());
        }
        return packages.concern(keys);
    }

    private void checkValues() throws IOException, Stop {
        var rules = Checks.of(change.before(), change.after());
        var types = Checks.types(packages.descriptions(), change);
        boolean enforced = !wish.ignoreCheck() && Checks.enforcesTypes(change.after());
        var refused = new ArrayList<Reason>();
        types.forEach(violation -> (enforced ? refused : warnings).add(reason(violation, !enforced)));
        rules.refused().forEach(violation -> (wish.ignoreCheck() ? warnings : refused)
                .add(reason(violation, wish.ignoreCheck())));
        rules.warned().forEach(violation -> warnings.add(reason(violation, false)));
        if (!refused.isEmpty()) {
            throw new Stop(refused);
        }
    }

    private static Reason reason(Violation violation, boolean set) {
        return new Reason(Optional.of(violation.key()), Optional.empty(), Optional.empty(), violation.sentence(set));
    }

    private Outcome preview(Draft draft, Optional<Generation> active) throws IOException, Stop {
        var folder = Files.createTempDirectory("mailloft-ucr-");
        try {
            var staging = draft.stage(active, folder.resolve("part"), folder.resolve("view"));
            return new Outcome.Preview(change.changes(), List.copyOf(warnings), draft.diffs(staging.changed()));
        } finally {
            site.disk().deleteTree(folder);
        }
    }

    private Outcome carryOut(Draft draft) throws IOException, Stop {
        var plan = draft.plan();
        var active = plan.isEmpty()
                ? site.generations().active()
                : Optional.of(site.generations().ensureActive());
        int from = active.map(Generation::number).orElse(0);
        SortedSet<Path> changed = new TreeSet<>();
        int to = from;
        if (!plan.isEmpty()) {
            int number = site.generations().next();
            boolean complete = false;
            try {
                var staging = draft.stage(
                        active,
                        site.generations().part(number),
                        site.generations().view(number));
                changed = staging.changed();
                if (isDifferent(plan, changed, active.get())) {
                    complete(plan, staging, active.get(), number);
                    new Programs(site.state(), site.share(), site.commands(), packages.catalog())
                            .before(targets(changed), ValueChanges.effective(change));
                    to = number;
                    complete = true;
                }
            } finally {
                if (!complete) {
                    site.generations().remove(number);
                }
            }
        }
        return swap(draft, changed, from, to);
    }

    private static boolean isDifferent(Plan plan, SortedSet<Path> changed, Generation active) {
        return !active.isListed()
                || !changed.isEmpty()
                || !plan.gone().isEmpty()
                || plan.placements().stream().anyMatch(placement -> placement.kind() != Placement.Kind.COPY)
                || !plan.without().equals(active.manifest().without());
    }

    private void complete(Plan plan, Staging staging, Generation active, int number) throws IOException {
        for (var path : plan.carry()) {
            staging.carry(path, active);
        }
        for (var gone : plan.gone().entrySet()) {
            if (gone.getValue().isPresent()) {
                staging.bring(gone.getKey(), gone.getValue().get());
            }
        }
        site.disk().folders(staging.part());
        staging.sync();
        site.generations()
                .complete(
                        number,
                        new Manifest(
                                staging.digests(), new TreeMap<>(plan.touched().values()), plan.without()));
    }

    /**
     * Only a layer changes, and nothing follows from it. Nor is anything planned: on this short way, that of most scripts,
     * also the first use of a stream takes a good part of the time.
     */
    private Outcome carryOutAlone(int generation, int number) throws IOException {
        concernsPackages = false;
        packages.leaveOut();
        var transaction =
                new Transaction(entry(number, List.of()), generation, generation, List.of(), List.of(), List.of());
        return carryOut(transaction, List.of(), _ -> false);
    }

    private Outcome swap(Draft draft, SortedSet<Path> changed, int from, int to) throws IOException {
        var plan = draft.plan();
        var files = new TreeSet<>(changed);
        files.addAll(plan.gone().keySet());
        var transaction = new Transaction(
                entry(
                        site.history().nextNumber(),
                        files.stream().map(State::name).toList()),
                from,
                to,
                draft.services(changed).stream().map(Service::name).toList(),
                restarts(),
                from == to ? List.of() : plan.placements());
        return carryOut(
                transaction,
                draft.targets(changed),
                hook -> wish.everything() || plan.touched().keys().stream().anyMatch(hook::reads));
    }

    private HistoryEntry entry(int number, List<String> files) {
        return new HistoryEntry(number, now, user(), wish.kind(), ValueChanges.inLayers(change), files, wish.undoes());
    }

    /** @param hooks scripts and modules that shall run */
    private Outcome carryOut(Transaction transaction, List<RenderedTarget> targets, Predicate<Hook> hooks)
            throws IOException {
        var swap = new Swap(site, packages.catalog(), change.after());
        if (concernsPackages) {
            // else it is over with the replacement of the layer, which is not what the note is about any more
            site.inStep().forget();
        }
        site.history().begin(transaction, !concernsPackages);
        try {
            var done = swap.forward(transaction, change::save, ValueChanges.effective(change), hooks);
            warnings.addAll(done.warnings());
            if (wish.isAboutValues()) {
                int number = transaction.entry().number();
                // one that changes nothing leaves no entry in the history
                int last = transaction.changesAnything() ? number : number - 1;
                site.inStep().write(last, transaction.to(), change.sums());
            }
            tellSetAside(transaction);
            return new Outcome.Applied(
                    change.changes(),
                    List.copyOf(warnings),
                    targets,
                    done.programs(),
                    done.services(),
                    site.pending().list(change.after()),
                    change.after());
        } catch (Stop e) {
            return takeBack(swap, transaction, e.reasons());
        } catch (IOException e) {
            return takeBack(
                    swap, transaction, List.of(Failures.reason(e, site.state().root())));
        }
    }

    private Outcome takeBack(Swap swap, Transaction transaction, List<Reason> reasons) {
        var all = new ArrayList<>(reasons);
        try {
            for (var complaint : swap.back(transaction, change::revert)) {
                if (!all.contains(complaint)) {
                    all.add(complaint);
                }
            }
            return new Outcome.Refused(change.changes(), List.copyOf(all));
        } catch (IOException e) {
            all.add(Stop.because("This could not be taken back, \"ucr commit\" will: " + Failures.text(e)));
            return new Outcome.Unfinished(change.changes(), List.copyOf(all));
        }
    }

    /** What somebody wrote in the place of a target is not lost; he is told where it is. */
    private void tellSetAside(Transaction transaction) {
        for (var placement : transaction.placements()) {
            if (placement.setsAside()) {
                var name = State.name(placement.target());
                warnings.add(new Reason(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(name),
                        "What was in " + name + " is kept as " + name + "." + placement.suffix()));
            }
        }
    }

    private List<Transaction.Restart> restarts() throws IOException {
        return Restarts.of(packages.descriptions(), change).stream()
                .map(needed -> new Transaction.Restart(needed.service(), needed.key(), needed.was()))
                .toList();
    }

    private List<Target> targets(SortedSet<Path> paths) {
        return paths.stream()
                .flatMap(path -> packages.catalog().target(path).stream())
                .toList();
    }

    private static String user() {
        return Optional.ofNullable(System.getenv("SUDO_USER")).orElse(System.getProperty("user.name", "unknown"));
    }
}
