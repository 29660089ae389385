package org.mailloft.ucr.apply;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mailloft.ucr.Change;
import org.mailloft.ucr.Layer;
import org.mailloft.ucr.RegistryChange;
import org.mailloft.ucr.Values;
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
 * @param keys variables that were set, or whose effective value is not what the old generation was rendered from
 * @param values effective values, all of them
 * @param placements what has to be done at the places of targets
 */
record Plan(
        List<Target> render,
        List<Target> carry,
        SortedMap<Path, Optional<Path>> gone,
        Map<Path, Spot> spots,
        TreeSet<String> without,
        Set<String> keys,
        SortedMap<String, String> values,
        List<Placement> placements) {

    /** Nothing of it can be seen in any file. */
    boolean isEmpty() {
        return render.isEmpty() && gone.isEmpty();
    }

    static Plan of(
            Site site, Catalog catalog, Wish wish, RegistryChange change, Optional<Generation> active, Instant now)
            throws IOException {
        var old = active.map(Generation::manifest).orElse(Manifest.EMPTY);
        var values = effective(change.after());
        var keys = keys(change, wish.kind(), old, values);
        var without = new TreeSet<>(old.without());
        without.removeAll(wish.register());
        without.addAll(wish.unregister());
        var targets = catalog.targets().stream()
                .filter(target -> !without.contains(target.origin()))
                .toList();
        var affected = new HashSet<>(catalog.affectedBy(keys));
        boolean any = targets.stream()
                .anyMatch(target -> affected.contains(target) || wish.asked().test(target));
        boolean leaves = old.files().keySet().stream().anyMatch(path -> catalog.target(path)
                .map(target -> wish.unregister().contains(target.origin()))
                .orElse(false));
        if (!any && !leaves && !wish.everything()) {
            return new Plan(List.of(), List.of(), new TreeMap<>(), Map.of(), without, keys, values, List.of());
        }
        var plan = new Plan(
                new ArrayList<>(),
                new ArrayList<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                without,
                keys,
                values,
                new ArrayList<>());
        for (var target : targets) {
            var path = target.path();
            var spot = site.links().look(path, active);
            plan.spots.put(path, spot);
            boolean sound = spot.kind() != Spot.Kind.NOTHING && spot.content().isPresent() && !spot.edited();
            boolean asked = affected.contains(target) || wish.asked().test(target) || wish.everything();
            (sound && !asked && old.files().containsKey(path) ? plan.carry : plan.render).add(target);
            site.links().toShow(path, spot, active, now).ifPresent(plan.placements::add);
        }
        for (var path : old.files().keySet()) {
            if (!plan.spots.containsKey(path)) {
                var spot = site.links().look(path, active);
                plan.gone.put(path, site.links().original(path));
                plan.placements.addAll(site.links().toRelease(path, spot, active, now));
            }
        }
        return plan;
    }

    /**
     * What was set counts although it may be what it was. What others wrote since the old generation counts too, so that
     * files never lag behind the registry.
     */
    private static Set<String> keys(
            RegistryChange change, HistoryEntry.Kind kind, Manifest old, SortedMap<String, String> values) {
        var keys = new TreeSet<String>();
        change.changes().stream()
                .filter(each -> each.hiddenBy().isEmpty())
                .map(Change::key)
                .forEach(keys::add);
        var before = old.files().isEmpty() ? effective(unrendered(change, kind)) : old.values();
        var all = new TreeSet<>(before.keySet());
        all.addAll(values.keySet());
        all.removeIf(key -> Objects.equals(before.get(key), values.get(key)));
        keys.addAll(all);
        return keys;
    }

    /** Where nothing was rendered yet, defaults alone are no reason to: not before somebody sets what a template reads. */
    private static Values unrendered(RegistryChange change, HistoryEntry.Kind kind) {
        if (kind != HistoryEntry.Kind.CHANGE && kind != HistoryEntry.Kind.SEED) {
            return change.before();
        }
        var layers = new EnumMap<Layer, Map<String, String>>(Layer.class);
        for (var layer : Layer.values()) {
            layers.put(layer, (layer == Layer.DEFAULT ? change.after() : change.before()).layer(layer));
        }
        return new Values(layers);
    }

    private static SortedMap<String, String> effective(Values values) {
        var effective = new TreeMap<String, String>();
        values.keys().forEach(key -> effective.put(key, values.get(key).orElseThrow()));
        return effective;
    }
}
