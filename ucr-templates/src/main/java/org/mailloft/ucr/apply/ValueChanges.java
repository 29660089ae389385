package org.mailloft.ucr.apply;

import java.util.ArrayList;
import java.util.List;
import org.mailloft.ucr.Change;
import org.mailloft.ucr.RegistryChange;
import org.mailloft.ucr.apply.HistoryEntry.ValueChange;

/** What a change of the registry comes to, the default layer's part of it first. */
final class ValueChanges {

    private ValueChanges() {}

    /** What it does to the layers: what has to be known to take it back. */
    static List<ValueChange> inLayers(RegistryChange change) {
        var values = new ArrayList<ValueChange>();
        for (var each : all(change)) {
            if (!each.layerBefore().equals(each.layerAfter())) {
                values.add(new ValueChange(each.layer(), each.key(), each.layerBefore(), each.layerAfter()));
            }
        }
        return List.copyOf(values);
    }

    /** What it does to whoever reads the registry: what programs are told. */
    static List<ValueChange> effective(RegistryChange change) {
        var values = new ArrayList<ValueChange>();
        for (var each : all(change)) {
            if (each.hiddenBy().isEmpty()) {
                values.add(new ValueChange(each.layer(), each.key(), each.before(), each.after()));
            }
        }
        return List.copyOf(values);
    }

    private static List<Change> all(RegistryChange change) {
        var all = new ArrayList<>(change.changedDefaults());
        all.addAll(change.changes());
        return all;
    }
}
