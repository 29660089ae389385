package org.mailloft.ucr;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * A change that is worked out but not written. Holds the locks of its layers until it is closed, so that what it was worked
 * out from is what it is written to.
 */
public final class RegistryChange implements AutoCloseable {

    private final SortedMap<Layer, LayerFile> files;
    private final SortedMap<Layer, FileLock> locks;
    private final Layer layer;
    private final Values before;
    private final Values after;
    private final List<Change> changes;
    private final List<Change> changedDefaults;
    private final Map<Layer, String> sums;

    RegistryChange(
            SortedMap<Layer, LayerFile> files,
            SortedMap<Layer, FileLock> locks,
            Layer layer,
            Values before,
            Values after,
            List<Change> changes,
            List<Change> changedDefaults) {
        this.files = files;
        this.locks = locks;
        this.layer = layer;
        this.before = before;
        this.after = after;
        this.changes = List.copyOf(changes);
        this.changedDefaults = List.copyOf(changedDefaults);
        this.sums = before.sums();
    }

    public Layer layer() {
        return layer;
    }

    public Values before() {
        return before;
    }

    public Values after() {
        return after;
    }

    /** One change for each assignment that does something; setting the value that is there already does. */
    public List<Change> changes() {
        return changes;
    }

    /** What becomes of the default layer when it was made anew: one change for each key of it that is not what it was. */
    public List<Change> changedDefaults() {
        return changedDefaults;
    }

    /**
     * What tells the content of the layers' files, as it was read or, after {@link #save}, as it was written, from any other.
     */
    public Map<Layer, String> sums() {
        return Collections.unmodifiableMap(sums);
    }

    /** Writes the layers as {@link #after} has them. A file that was damaged is written even when nothing changes. */
    public void save() throws IOException {
        for (var file : files.entrySet()) {
            var values = after.layer(file.getKey());
            boolean asked = file.getKey() == layer && !changes.isEmpty();
            if (asked
                    || !values.equals(before.layer(file.getKey()))
                    || file.getValue().isDamaged()) {
                sums.put(file.getKey(), file.getValue().save(values));
            }
        }
    }

    /** Puts the layers back as {@link #before} has them, after {@link #save}; writes nothing where they are that. */
    public void revert() throws IOException {
        for (var file : files.entrySet()) {
            var values = before.layer(file.getKey());
            if (!file.getValue().holds(values)) {
                file.getValue().save(values);
            }
        }
    }

    @Override
    public void close() throws IOException {
        locks.values().forEach(FileLock::close);
    }
}
