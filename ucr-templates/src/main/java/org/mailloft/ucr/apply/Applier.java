package org.mailloft.ucr.apply;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailloft.ucr.Assignment;
import org.mailloft.ucr.FileLock;
import org.mailloft.ucr.Layer;
import org.mailloft.ucr.RegistryChange;
import org.mailloft.ucr.Seeds;
import org.mailloft.ucr.apply.HistoryEntry.ValueChange;
import org.mailloft.ucr.template.TemplateFailure;

/**
 * Carries out changes of the registry of one root, each whole or not at all. Every call that writes waits for the lock of
 * the root, and first finishes or takes back what a killed predecessor left.
 *
 * <p>An {@code IOException} means that nothing was begun: no right to write, a lock that is not given up, a disk that
 * cannot be read. What goes wrong later is an {@link Outcome}. A key that cannot be one is a
 * {@link org.mailloft.ucr.BadKey}.
 */
public final class Applier {

    private static final Duration LOCK_LIMIT = Duration.ofSeconds(180);

    private final Path root;
    private final Path share;
    private final Map<String, String> environment;
    private final Disk.Step step;
    private final Services.Limits limits;

    Applier(Path root, Path share, Map<String, String> environment, Disk.Step step, Services.Limits limits) {
        this.root = root;
        this.share = share;
        this.environment = environment;
        this.step = step;
        this.limits = limits;
    }

    /**
     * @param root of the file system the registry belongs to
     * @param share the product's share folder, with {@code registry.info} and {@code templates}
     */
    public static Applier of(Path root, Path share) {
        return of(root, share, System.getenv());
    }

    /** @param environment for the commands of services: their {@code PATH}, and variables of the product */
    public static Applier of(Path root, Path share, Map<String, String> environment) {
        return new Applier(
                root.toAbsolutePath().normalize(),
                share.toAbsolutePath().normalize(),
                environment,
                (what, file) -> {},
                Services.Limits.USUAL);
    }

    /** {@code ucr set} and {@code unset}: assignments in order, to one layer. */
    public Outcome change(Layer layer, List<? extends Assignment> assignments, ChangeOptions options)
            throws IOException {
        var wish = Wish.change(options);
        return options.dryRun()
                ? guarded(() -> preview(layer, assignments, wish))
                : locked(job -> job.run(wish, job.begin(layer, assignments)));
    }

    /**
     * What an installation or a start needs, in the layer {@link Layer#NORMAL}: a change that no administrator made, so
     * {@link #undo} does not take it back.
     */
    public Outcome seed(List<? extends Assignment> assignments) throws IOException {
        return locked(job -> job.run(Wish.seed(), job.begin(Layer.NORMAL, assignments)));
    }

    private Outcome preview(Layer layer, List<? extends Assignment> assignments, Wish wish) throws IOException {
        var site = site();
        var packages = new Packages(share, site.state());
        var defaults = packages.descriptions().defaults();
        return new Job(site, packages, List.of()).run(wish, site.registry().preview(layer, assignments, defaults));
    }

    /**
     * Renders again, puts links back that were replaced by hand and runs scripts and modules.
     *
     * @param files only these targets, absolute inside the root and without scripts and modules; empty for everything
     */
    public Outcome commit(List<String> files) throws IOException {
        var paths = files.stream().map(this::target).collect(Collectors.toSet());
        var wish = Wish.commit(target -> paths.contains(target.path()), files.isEmpty());
        return locked(job -> job.run(wish, job.begin(Layer.NORMAL, List.of())));
    }

    /** Both {@code /etc/x} and {@code ROOT/etc/x} mean the target {@code etc/x}. */
    private Path target(String file) {
        var path = Path.of(file).toAbsolutePath().normalize();
        return path.startsWith(root) ? root.relativize(path) : Path.of("/").relativize(path);
    }

    /** Takes back the last change that was not taken back yet; twice takes back the last two. */
    public Outcome undo() throws IOException {
        return locked(job -> {
            var undoable = undoable(job.site.history().list());
            if (undoable.isPresent() && undoable.get().kind() == HistoryEntry.Kind.DAMAGED) {
                return new Outcome.Refused(
                        List.of(),
                        List.of(Stop.because("What change "
                                + undoable.get().number()
                                + " did cannot be known, for its record is damaged: set what you need by hand.")));
            }
            if (undoable.isEmpty()) {
                return new Outcome.Refused(
                        List.of(), List.of(Stop.because("There is no change that could be undone.")));
            }
            var values = undoable.get().values().stream()
                    .filter(value -> value.layer() != Layer.DEFAULT)
                    .toList();
            var assignments = values.stream().map(Recovery::assignment).toList();
            var change = job.begin(values.getFirst().layer(), assignments);
            var strange = overtaken(undoable.get(), values, change);
            if (!strange.isEmpty()) {
                change.close();
                return new Outcome.Refused(List.of(), strange);
            }
            return job.run(Wish.undo(undoable.get().number()), change);
        });
    }

    /** Also one that is damaged, for it may be one. */
    private static Optional<HistoryEntry> undoable(List<HistoryEntry> entries) {
        var undone = new HashSet<Integer>();
        for (var entry : entries) {
            entry.undoes().ifPresent(undone::add);
            if (entry.kind() == HistoryEntry.Kind.DAMAGED) {
                return Optional.of(entry);
            }
            boolean hasValues = entry.values().stream().anyMatch(value -> value.layer() != Layer.DEFAULT);
            if (entry.kind() == HistoryEntry.Kind.CHANGE && hasValues && !undone.contains(entry.number())) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /** Values that another program has set since. */
    private static List<Outcome.Reason> overtaken(HistoryEntry entry, List<ValueChange> values, RegistryChange change) {
        var reasons = new ArrayList<Outcome.Reason>();
        for (var value : values) {
            var current =
                    Optional.ofNullable(change.before().layer(value.layer()).get(value.key()));
            if (!current.equals(value.after())) {
                reasons.add(new Outcome.Reason(
                        Optional.of(value.key()),
                        Optional.empty(),
                        Optional.empty(),
                        value.key() + " is not what change " + entry.number()
                                + " made it: another program has changed it since"));
            }
        }
        return reasons;
    }

    /** What was carried out, newest first. */
    public List<HistoryEntry> history() throws IOException {
        return site().history().list();
    }

    /** Restarts that are needed before what was set can be seen. */
    public List<Outcome.PendingRestart> pending() throws IOException {
        var site = site();
        return site.pending().list(site.registry().values());
    }

    /**
     * {@code ucr apply}: restarts what is pending. A service that fails to stays pending, also when this is refused after
     * others were restarted.
     */
    public Outcome applyPending() throws IOException {
        return locked(job -> {
            var results = new ArrayList<Outcome.ServiceResult>();
            var reasons = new ArrayList<Outcome.Reason>();
            var values = job.site.registry().values();
            for (var pending : job.site.pending().list(values)) {
                var service = job.packages.catalog().service(pending.service());
                if (service.isEmpty()) {
                    continue;
                }
                try {
                    var result = job.site.services().restart(service.get());
                    results.add(result);
                    if (result.action() != Outcome.Action.NOT_ON_THIS_HOST) {
                        job.site.pending().clear(pending.service());
                    }
                } catch (Stop e) {
                    reasons.addAll(e.reasons());
                }
            }
            return reasons.isEmpty()
                    ? new Outcome.Applied(
                            List.of(),
                            job.warnings,
                            List.of(),
                            List.of(),
                            results,
                            job.site.pending().list(values),
                            values)
                    : new Outcome.Refused(List.of(), reasons);
        });
    }

    /** Notes that a service was started by somebody else and so knows everything that was pending for it. */
    public void restarted(String service) throws IOException {
        var site = site();
        try (var _ = lock(site)) {
            site.pending().clear(service);
        }
    }

    /**
     * Renders all targets of a package; files that are in their places are kept as {@code NAME.debian}. One that was not
     * registered before has its {@link Seeds} set too.
     */
    public Outcome register(String packageName) throws IOException {
        return locked(job -> job.packages.catalog().hasPackage(packageName)
                ? job.run(Wish.register(packageName), job.begin(Layer.NORMAL, seeds(job, packageName)))
                : new Outcome.Refused(
                        List.of(),
                        List.of(Stop.because("There is no info file of a package \"" + packageName + "\"."))));
    }

    private List<Assignment> seeds(Job job, String packageName) throws IOException {
        boolean registered = job.site
                .generations()
                .active()
                .filter(generation -> !generation.manifest().without().contains(packageName))
                .isPresent();
        return registered ? List.of() : Seeds.of(share, packageName);
    }

    /** Removes the targets of packages in one change, and puts back the files that were in their places. */
    public Outcome unregister(String... packageNames) throws IOException {
        return locked(
                job -> job.run(Wish.unregister(Set.copyOf(List.of(packageNames))), job.begin(Layer.NORMAL, List.of())));
    }

    /** Rebuilds the layer of defaults from the descriptions and renders what follows from it. */
    public Outcome update() throws IOException {
        return locked(job -> job.run(Wish.update(), job.begin(Layer.NORMAL, List.of())));
    }

    /** Something to do under the lock. */
    private interface Task {
        Outcome run(Job job) throws IOException;
    }

    private interface Unlocked {
        Outcome run() throws IOException;
    }

    private Outcome locked(Task task) throws IOException {
        var site = site();
        try (var _ = lock(site)) {
            return guarded(() -> {
                var packages = new Packages(share, site.state());
                var recovered = new Recovery(site, packages).run();
                var outcome =
                        task.run(new Job(site, packages, recovered.map(List::of).orElse(List.of())));
                packages.remember(site.registry(), site.clock().instant());
                return outcome;
            });
        }
    }

    /** Templates and info files that cannot be read at all stop everything. */
    private static Outcome guarded(Unlocked task) throws IOException {
        try {
            return task.run();
        } catch (TemplateFailure e) {
            return new Outcome.Refused(List.of(), List.of(Failures.reason(e)));
        }
    }

    private FileLock lock(Site site) throws IOException {
        if (root.toString().equals(environment.get(Commands.INSIDE))) {
            throw new IOException("A program that is run by a change of the registry cannot change the registry: "
                    + "it would wait for itself.");
        }
        site.disk().folders(site.state().folder());
        return FileLock.take(site.state().lock(), LOCK_LIMIT);
    }

    private Site site() throws IOException {
        return Site.of(new State(root), share, environment, step, limits);
    }

    /** What one call works with. */
    private static final class Job {

        private final Site site;
        private final Packages packages;
        private final List<Outcome.Reason> warnings;

        Job(Site site, Packages packages, List<Outcome.Reason> warnings) {
            this.site = site;
            this.packages = packages;
            this.warnings = warnings;
        }

        RegistryChange begin(Layer layer, List<? extends Assignment> assignments) throws IOException {
            var defaults = packages.defaults();
            return defaults.isPresent()
                    ? site.registry().begin(layer, assignments, defaults.get())
                    : site.registry().begin(layer, assignments);
        }

        Outcome run(Wish wish, RegistryChange change) throws IOException {
            try (change) {
                var all = new ArrayList<>(warnings);
                if (wish.everything() || !wish.register().isEmpty()) {
                    packages.catalog().leftOut().stream()
                            .filter(each -> wish.everything() || wish.register().contains(each.origin()))
                            .forEach(each -> all.add(Failures.reason(each.reason())));
                }
                return new Walk(site, packages, wish, change, all).run();
            }
        }
    }
}
