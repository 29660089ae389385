package org.mailloft.ucr;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** All layers at one moment. Immutable. */
public final class Values {

    private static final String MARKER = "@%@";

    private final EnumMap<Layer, Map<String, String>> layers;

    /** @param layers what each layer has; a missing one is empty */
    public Values(Map<Layer, Map<String, String>> layers) {
        var copy = new EnumMap<Layer, Map<String, String>>(Layer.class);
        layers.forEach((layer, values) -> copy.put(layer, Collections.unmodifiableMap(values)));
        this.layers = copy;
    }

    /** The same but for one layer. */
    Values with(Layer layer, Map<String, String> values) {
        var changed = new EnumMap<>(layers);
        changed.put(layer, values);
        return new Values(changed);
    }

    /** What counts; references in defaults are resolved. */
    public Optional<String> get(String key) {
        return get(key, new HashSet<>());
    }

    private Optional<String> get(String key, Set<String> asked) {
        return layerOf(key).map(layer -> {
            var value = layers.get(layer).get(key);
            return layer == Layer.DEFAULT ? resolve(value, key, asked) : value;
        });
    }

    /** A default may name other keys; an unset one is empty, and so is one that comes back to itself. */
    private String resolve(String text, String key, Set<String> asked) {
        if (!asked.add(key)) {
            return "";
        }
        var result = new StringBuilder();
        int done = 0;
        int open = text.indexOf(MARKER);
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

    /** The strongest layer that has the key. */
    public Optional<Layer> layerOf(String key) {
        for (int i = Layer.values().length - 1; i >= 0; i--) {
            var layer = Layer.values()[i];
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

    /** Every key that any layer has. */
    public SortedSet<String> keys() {
        var keys = new TreeSet<String>();
        layers.values().forEach(values -> keys.addAll(values.keySet()));
        return keys;
    }

    /** As {@link BooleanWords}; {@code otherwise} only when the key is not set, a word that is neither counts as no. */
    public boolean isTrue(String key, boolean otherwise) {
        return get(key).map(word -> BooleanWords.parse(word).orElse(false)).orElse(otherwise);
    }
}
