package org.mailloft.ucr.apply;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailloft.ucr.Values;
import org.mailloft.ucr.apply.Outcome.FileDiff;
import org.mailloft.ucr.apply.Outcome.RenderedTarget;
import org.mailloft.ucr.template.Catalog;
import org.mailloft.ucr.template.Rendered;
import org.mailloft.ucr.template.Renderer;
import org.mailloft.ucr.template.Service;
import org.mailloft.ucr.template.Target;

/**
 * What a plan comes to while nobody can see it: its targets are rendered, written into a folder beside the generation that
 * counts, and looked at there by the checks of the services that will read them.
 */
final class Draft {

    private final Site site;
    private final Catalog catalog;
    private final Plan plan;
    private final List<Rendered> rendered;

    private Draft(Site site, Catalog catalog, Plan plan, List<Rendered> rendered) {
        this.site = site;
        this.catalog = catalog;
        this.plan = plan;
        this.rendered = rendered;
    }

    /**
     * Renders, and writes nothing.
     *
     * @throws org.mailloft.ucr.template.TemplateFailure for the first target that cannot be rendered from these values
     */
    static Draft render(Site site, Catalog catalog, Plan plan, Values values) {
        var rendered = new ArrayList<Rendered>();
        if (!plan.render().isEmpty()) {
            // not before it is needed: the template engine takes its time to load
            var renderer = new Renderer(catalog, site.state().root());
            plan.render().forEach(target -> rendered.add(renderer.render(target, values)));
        }
        return new Draft(site, catalog, plan, rendered);
    }

    Plan plan() {
        return plan;
    }

    /**
     * Writes what was rendered, and lets the checks of services look at it.
     *
     * @param part an empty or missing folder for the new generation
     * @param view a missing folder, in which the checks find the files as if they were in their places; one that refuses
     *     them leaves it there
     * @throws Stop when a check refuses them
     */
    Staging stage(Optional<Generation> active, Path part, Path view) throws IOException, Stop {
        var staging = new Staging(site.state(), site.disk(), site.owners(), part);
        for (var each : rendered) {
            var path = each.target().path();
            try {
                staging.write(each, plan.spots().get(path), active.map(generation -> generation.file(path)));
            } catch (Owners.Unknown e) {
                throw catalog.mistake(each.target(), e.field(), Optional.empty(), e.getMessage());
            }
        }
        var services = services(staging.changed());
        if (services.stream().anyMatch(site.services()::hasChecks)) {
            check(services, staging, view);
        }
        return staging;
    }

    private void check(List<Service> services, Staging staging, Path view) throws IOException, Stop {
        var paths = rendered.stream().map(each -> each.target().path()).toList();
        staging.show(view, paths, plan.gone());
        var targets = new HashMap<Path, Target>();
        catalog.targets().forEach(target -> targets.put(target.path(), target));
        var changed = new TreeMap<>(plan.touched().values());
        changed.keySet().retainAll(plan.touched().keys());
        var blame = new Blame(targets, changed);
        for (var service : services) {
            site.services().check(service, view, blame);
        }
        site.disk().deleteTree(view);
    }

    /** Those that read a file that changes or goes, in the order of their names. */
    List<Service> services(SortedSet<Path> changed) {
        var names = Stream.concat(changed.stream(), plan.gone().keySet().stream())
                .flatMap(path -> catalog.target(path).stream())
                .flatMap(target -> target.service().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        return names.stream().flatMap(name -> catalog.service(name).stream()).toList();
    }

    /** What was rendered, as the person is told of it. */
    List<RenderedTarget> targets(SortedSet<Path> changed) {
        return rendered.stream()
                .map(each -> new RenderedTarget(
                        State.name(each.target().path()),
                        each.target().multifile(),
                        changed.contains(each.target().path())))
                .toList();
    }

    /** How the files at the places of these targets would change. */
    List<FileDiff> diffs(SortedSet<Path> changed) throws IOException {
        var diffs = new ArrayList<FileDiff>();
        for (var each : rendered) {
            if (changed.contains(each.target().path())) {
                diffs.add(diff(each, plan.spots().get(each.target().path())));
            }
        }
        return List.copyOf(diffs);
    }

    /** What others may not read is only shown to root. */
    private FileDiff diff(Rendered each, Spot spot) throws IOException {
        var name = State.name(each.target().path());
        if ((each.mode() & 04) == 0 && !site.owners().isPrivileged()) {
            return new FileDiff(name, "Only root is shown what would change in " + name + ".\n");
        }
        var before = spot.content().isPresent()
                ? new String(Files.readAllBytes(spot.content().get()), StandardCharsets.UTF_8)
                : "";
        return new FileDiff(
                name, UnifiedDiff.of(spot.content().isPresent() ? name : "/dev/null", before, name, each.text()));
    }
}
