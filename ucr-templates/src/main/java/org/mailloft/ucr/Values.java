package org.mailloft.ucr;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** All layers at one moment. Immutable. */
public final class Values {

    private static final List<Layer> STRONGEST_FIRST = strongestFirst();
    private static final String MARKER = "@%@";

    /** No map of an enum: the first of those looks for all constants by reflection. */
    private final Map<Layer, Map<String, String>> layers = new TreeMap<>();

    /** @param layers what each layer has; a missing one is empty */
    public Values(Map<Layer, Map<String, String>> layers) {
        for (var entry : layers.entrySet()) {
            var values = entry.getValue();
            this.layers.put(
                    entry.getKey(), values instanceof LayerValues ? values : Collections.unmodifiableMap(values));
        }
    }

    /** As a list of its own: the view that {@code reversed()} gives is a long way round for each look at a value. */
    private static List<Layer> strongestFirst() {
        var layers = new ArrayList<>(List.of(Layer.values()));
        Collections.reverse(layers);
        return layers;
    }

    /** The same but for one layer; the others are the same objects. */
    Values with(Layer layer, Map<String, String> values) {
        var changed = new TreeMap<>(layers);
        changed.put(layer, values);
        return new Values(changed);
    }

    /** What counts; references in defaults are resolved. */
    public Optional<String> get(String key) {
        return get(key, new HashSet<>());
    }

    private Optional<String> get(String key, Set<String> asked) {
        for (var layer : STRONGEST_FIRST) {
            var value = layer(layer).get(key);
            if (value != null) {
                return Optional.of(layer == Layer.DEFAULT ? resolve(value, key, asked) : value);
            }
        }
        return Optional.empty();
    }

    /** A default may name other keys; an unset one is empty, and so is one that comes back to itself. */
    private String resolve(String text, String key, Set<String> asked) {
        int open = text.indexOf(MARKER);
        if (open < 0) {
            return text;
        }
        if (!asked.add(key)) {
            return "";
        }
        var result = new StringBuilder();
        int done = 0;
        while (open >= 0) {
            int close = text.indexOf(MARKER, open + MARKER.length());
            if (close < 0) {
                break;
            }
            var reference = text.substring(open + MARKER.length(), close);
            result.append(text, done, open).append(get(reference, asked).orElse(""));
            done = close + MARKER.length();
            open = text.indexOf(MARKER, done);
        }
        asked.remove(key);
        return result.append(text, done, text.length()).toString();
    }

    /** The keys that a default names. */
    public static List<String> references(String byDefault) {
        var references = new ArrayList<String>();
        int open = byDefault.indexOf(MARKER);
        while (open >= 0) {
            int close = byDefault.indexOf(MARKER, open + MARKER.length());
            if (close < 0) {
                break;
            }
            references.add(byDefault.substring(open + MARKER.length(), close));
            open = byDefault.indexOf(MARKER, close + MARKER.length());
        }
        return references;
    }

    /** The strongest layer that has the key. */
    public Optional<Layer> layerOf(String key) {
        for (var layer : STRONGEST_FIRST) {
            if (layer(layer).containsKey(key)) {
                return Optional.of(layer);
            }
        }
        return Optional.empty();
    }

    /** The values of one layer as they are written there. */
    public Map<String, String> layer(Layer layer) {
        return layers.getOrDefault(layer, Map.of());
    }

    /** Of the files that layers were read from, see {@link LayerValues#sum()}. */
    Map<Layer, String> sums() {
        var sums = new TreeMap<Layer, String>();
        layers.forEach((layer, values) -> {
            if (values instanceof LayerValues file) {
                sums.put(layer, file.sum());
            }
        });
        return sums;
    }

    /** Every key that any layer has. */
    public SortedSet<String> keys() {
        var keys = new TreeSet<String>();
        layers.values().forEach(values -> keys.addAll(values.keySet()));
        return keys;
    }

    /** What counts of every key that any layer has. */
    public Map<String, String> effective() {
        var effective = new HashMap<String, String>();
        for (var layer : layers.entrySet()) {
            for (var entry : layer.getValue().entrySet()) {
                var value = entry.getValue();
                boolean refers = layer.getKey() == Layer.DEFAULT && value.contains(MARKER);
                effective.put(entry.getKey(), refers ? resolve(value, entry.getKey(), new HashSet<>()) : value);
            }
        }
        return effective;
    }

    /** As {@link BooleanWords}; {@code otherwise} only when the key is not set, a word that is neither counts as no. */
    public boolean isTrue(String key, boolean otherwise) {
        return get(key).map(word -> BooleanWords.parse(word).orElse(false)).orElse(otherwise);
    }
}
