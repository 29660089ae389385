package org.mailloft.ucr.apply;

import java.util.EnumMap;
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

/**
 * Which variables a change is about.
 *
 * @param keys variables that were set, or whose effective value is not what the old generation was rendered from
 * @param values effective values, all of them
 */
record Touched(Set<String> keys, SortedMap<String, String> values) {

    /**
     * What was set counts although it may be what it was. What others wrote since the old generation counts too, so that
     * files never lag behind the registry.
     */
    static Touched of(RegistryChange change, HistoryEntry.Kind kind, Optional<Generation> active) {
        var old = active.map(Generation::manifest).orElse(Manifest.EMPTY);
        var values = effective(change.after());
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
        return new Touched(keys, values);
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
