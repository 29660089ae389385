package org.mailloft.ucr;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A change that is worked out but not written. Holds the layer's lock until it is closed, so that what it was worked out
 * from is what it is written to.
 */
public final class RegistryChange implements AutoCloseable {

    private final LayerFile file;
    private final FileLock lock;
    private final Layer layer;
    private final Values before;
    private final Values after;
    private final List<Change> changes;

    RegistryChange(LayerFile file, FileLock lock, Layer layer, Values before, Values after, List<Change> changes) {
        this.file = file;
        this.lock = lock;
        this.layer = layer;
        this.before = before;
        this.after = after;
        this.changes = List.copyOf(changes);
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

    /** Writes the layer as {@link #after} has it. A file that was damaged is written even when nothing changes. */
    public void save() throws IOException {
        if (!changes.isEmpty() || file.isDamaged()) {
            write(after.layer(layer));
        }
    }

    /** Puts the layer back as {@link #before} has it, after {@link #save}. */
    public void revert() throws IOException {
        write(before.layer(layer));
    }

    private void write(Map<String, String> values) throws IOException {
        file.save(values);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
