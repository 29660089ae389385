package org.mailloft.ucr;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The registry below a root folder: {@code etc/univention/base*.conf}. Every call reads the disk, so that what other
 * programs wrote is seen; a change is one transaction on one layer.
 */
public final class Registry {

    private final Map<Layer, LayerFile> files;

    private Registry(Map<Layer, LayerFile> files) {
        this.files = files;
    }

    /** @param root of the file system, {@code /} on a host of its own; what is missing is made by the first change */
    public static Registry open(Path root) {
        var folder = root.resolve("etc/univention");
        var files = new TreeMap<Layer, LayerFile>();
        for (var layer : Layer.values()) {
            if (layer != Layer.CUSTOM) {
                files.put(layer, new LayerFile(folder.resolve(layer.fileName())));
            }
        }
        return new Registry(files);
    }

    /** A registry that is one file and has the layer {@link Layer#CUSTOM} only. */
    public static Registry ofFile(Path file) {
        return new Registry(Map.of(Layer.CUSTOM, new LayerFile(file)));
    }

    /** All layers as they are on disk now. */
    public Values values() throws IOException {
        var layers = new TreeMap<Layer, Map<String, String>>();
        for (var file : files.entrySet()) {
            layers.put(file.getKey(), file.getValue().load());
        }
        return new Values(layers);
    }

    /**
     * Carries out assignments in order, all of them or, when this throws, none.
     *
     * @return one change for each key whose assignment was carried out, in order of the assignments; setting the value
     *     that is there already counts
     * @throws BadKey before anything is written
     */
    public List<Change> change(Layer layer, List<? extends Assignment> assignments) throws IOException {
        try (var change = begin(layer, assignments)) {
            change.save();
            return change.changes();
        }
    }

    /**
     * Works out what assignments come to, in order, and writes nothing. The layer stays locked until the result is closed.
     *
     * @throws BadKey when a key may not be one
     */
    public RegistryChange begin(Layer layer, List<? extends Assignment> assignments) throws IOException {
        return begin(layer, assignments, Optional.empty());
    }

    /**
     * The same, and the default layer becomes what the descriptions say now. Where it is that already, it is neither locked
     * nor written.
     *
     * @param defaults the whole default layer
     */
    public RegistryChange begin(Layer layer, List<? extends Assignment> assignments, SortedMap<String, String> defaults)
            throws IOException {
        return begin(layer, assignments, Optional.of(defaults));
    }

    /** Replaces the default layer as a whole; its keys that are not in {@code defaults} vanish. */
    public RegistryChange beginDefaults(SortedMap<String, String> defaults) throws IOException {
        return begin(Layer.DEFAULT, List.of(), Optional.of(defaults));
    }

    /**
     * The same without locks and without a right to write: what would become of the registry as it is now. The result
     * cannot be saved.
     */
    public RegistryChange preview(
            Layer layer, List<? extends Assignment> assignments, SortedMap<String, String> defaults)
            throws IOException {
        check(assignments);
        return workOut(layer, assignments, Optional.of(defaults), new TreeMap<>());
    }

    private static void check(List<? extends Assignment> assignments) {
        for (var assignment : assignments) {
            // one that got into a file by other means can still be removed
            if (!(assignment instanceof Assignment.Unset)) {
                Keys.check(assignment.key());
            }
        }
    }

    private RegistryChange begin(
            Layer layer, List<? extends Assignment> assignments, Optional<SortedMap<String, String>> defaults)
            throws IOException {
        check(assignments);
        for (var file : files.values()) {
            file.create();
        }
        var locked = new TreeMap<Layer, FileLock>();
        try {
            if (defaults.isPresent()
                    && !defaults.get().equals(files.get(Layer.DEFAULT).load())) {
                locked.put(Layer.DEFAULT, files.get(Layer.DEFAULT).lock());
            }
            if (!locked.containsKey(layer)) {
                locked.put(layer, files.get(layer).lock());
            }
            return workOut(layer, assignments, defaults, locked);
        } catch (IOException | RuntimeException e) {
            locked.values().forEach(FileLock::close);
            throw e;
        }
    }

    /** @param locked the layers that may be written */
    private RegistryChange workOut(
            Layer layer,
            List<? extends Assignment> assignments,
            Optional<SortedMap<String, String>> defaults,
            SortedMap<Layer, FileLock> locked)
            throws IOException {
        var before = values();
        var base = defaults.isPresent() ? before.with(Layer.DEFAULT, defaults.get()) : before;
        var target = new TreeMap<>(base.layer(layer));
        var touched = new LinkedHashSet<String>();
        for (var assignment : assignments) {
            if (assignment.apply(target)) {
                touched.add(assignment.key());
            }
        }
        var after = base.with(layer, target);
        var written = new TreeMap<Layer, LayerFile>();
        locked.keySet().forEach(each -> written.put(each, files.get(each)));
        return new RegistryChange(
                written,
                locked,
                layer,
                before,
                after,
                changes(layer, before, after, touched),
                changes(Layer.DEFAULT, before, after, differing(before, after)));
    }

    private static Set<String> differing(Values before, Values after) {
        var old = before.layer(Layer.DEFAULT);
        var now = after.layer(Layer.DEFAULT);
        if (old == now) {
            return Set.of();
        }
        var keys = new TreeSet<>(old.keySet());
        keys.addAll(now.keySet());
        keys.removeIf(key -> Objects.equals(old.get(key), now.get(key)));
        return keys;
    }

    private static List<Change> changes(Layer layer, Values before, Values after, Set<String> touched) {
        var changes = new ArrayList<Change>();
        for (var key : touched) {
            changes.add(new Change(
                    layer,
                    key,
                    Optional.ofNullable(before.layer(layer).get(key)),
                    Optional.ofNullable(after.layer(layer).get(key)),
                    before.get(key),
                    after.get(key),
                    after.layerOf(key).filter(strongest -> strongest.compareTo(layer) > 0)));
        }
        return changes;
    }
}
