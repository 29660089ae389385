package org.mailloft.ucr.apply;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mailloft.ucr.Layer;
import org.mailloft.ucr.RegistryChange;
import org.mailloft.ucr.Values;

/**
 * Which variables a change is about.
 *
 * @param keys variables that were set, or whose effective value is not what the old generation was rendered from
 * @param values effective values, all of them
 */
record Touched(Set<String> keys, Map<String, String> values) {

    /**
     * What was set counts although it may be what it was. What others wrote since the old generation counts too, so that
     * files never lag behind the registry.
     */
    static Touched of(RegistryChange change, HistoryEntry.Kind kind, Optional<Generation> active) {
        var values = change.after().effective();
        var before = active.map(Generation::manifest)
                .filter(manifest -> !manifest.files().isEmpty())
                .<Map<String, String>>map(Manifest::values)
                .orElseGet(() -> unrendered(change, kind).effective());
        var keys = new TreeSet<String>();
        for (var each : change.changes()) {
            if (each.hiddenBy().isEmpty()) {
                keys.add(each.key());
            }
        }
        for (var value : values.entrySet()) {
            if (!value.getValue().equals(before.get(value.getKey()))) {
                keys.add(value.getKey());
            }
        }
        for (var key : before.keySet()) {
            if (!values.containsKey(key)) {
                keys.add(key);
            }
        }
        return new Touched(keys, values);
    }

    /** Where nothing was rendered yet, defaults alone are no reason to: not before somebody sets what a template reads. */
    private static Values unrendered(RegistryChange change, HistoryEntry.Kind kind) {
        if (kind != HistoryEntry.Kind.CHANGE && kind != HistoryEntry.Kind.SEED) {
            return change.before();
        }
        var layers = new TreeMap<Layer, Map<String, String>>();
        for (var layer : Layer.values()) {
            layers.put(layer, (layer == Layer.DEFAULT ? change.after() : change.before()).layer(layer));
        }
        return new Values(layers);
    }
}
