package org.mailloft.ucr.apply;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mailloft.ucr.template.Catalog;
import org.mailloft.ucr.template.Target;

/**
 * Which files a change is about: what is to be rendered, what stays as it is, what goes.
 *
 * @param render in the order of their paths
 * @param carry taken over from the old generation
 * @param gone targets that will be none, with the file that was there before them
 * @param spots what is at the place of each target now
 * @param without packages that are not registered from now on
 * @param registers whether these are others than before, which has to be remembered even if no file shows it
 * @param touched variables that it is about
 * @param placements what has to be done at the places of targets
 */
record Plan(
        List<Target> render,
        List<Path> carry,
        SortedMap<Path, Optional<Path>> gone,
        Map<Path, Spot> spots,
        TreeSet<String> without,
        boolean registers,
        Touched touched,
        List<Placement> placements) {

    /** Nothing of it can be seen in any generation. */
    boolean isEmpty() {
        return render.isEmpty() && gone.isEmpty() && !registers;
    }

    static Plan of(Site site, Catalog catalog, Wish wish, Touched touched, Optional<Generation> active, Instant now)
            throws IOException {
        var old = active.map(Generation::manifest).orElse(Manifest.EMPTY);
        var without = new TreeSet<>(old.without());
        without.removeAll(wish.register());
        without.addAll(wish.unregister());
        boolean registers = !without.equals(old.without());
        var targets = catalog.targets().stream()
                .filter(target -> !without.contains(target.origin()))
                .toList();
        var affected = new HashSet<>(catalog.affectedBy(touched.keys()));
        boolean any = targets.stream()
                .anyMatch(target -> affected.contains(target) || wish.asked().test(target));
        boolean leaves = old.files().keySet().stream().anyMatch(path -> catalog.target(path)
                .map(target -> wish.unregister().contains(target.origin()))
                .orElse(false));
        if (!any && !leaves && !registers && !wish.everything()) {
            return new Plan(List.of(), List.of(), new TreeMap<>(), Map.of(), without, registers, touched, List.of());
        }
        var plan = new Plan(
                new ArrayList<>(),
                new ArrayList<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                without,
                registers,
                touched,
                new ArrayList<>());
        for (var target : targets) {
            var path = target.path();
            var spot = site.links().look(path, active);
            plan.spots.put(path, spot);
            boolean sound = spot.kind() != Spot.Kind.NOTHING && spot.content().isPresent() && !spot.edited();
            boolean asked = affected.contains(target) || wish.asked().test(target) || wish.everything();
            if (sound && !asked && old.files().containsKey(path)) {
                plan.carry.add(path);
            } else {
                plan.render.add(target);
            }
            site.links().toShow(path, spot, active, now).ifPresent(plan.placements::add);
        }
        // what can no longer be rendered, because its package has a mistake now, stays as it was
        catalog.leftOut().stream()
                .filter(each -> !without.contains(each.origin()))
                .flatMap(each -> each.target().stream())
                .filter(old.files()::containsKey)
                .forEach(plan.carry::add);
        for (var path : old.files().keySet()) {
            if (!plan.spots.containsKey(path) && !plan.carry.contains(path)) {
                var spot = site.links().look(path, active);
                plan.gone.put(path, site.links().original(path));
                plan.placements.addAll(site.links().toRelease(path, spot, active, now));
            }
        }
        return plan;
    }
}
